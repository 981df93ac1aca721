import type { Breach } from '../model/breach.ts';
import { isName } from './metadata.ts';
import { plain, quoted } from '../model/quoted.ts';
import { has, member, type Path, type Value } from '../model/value.ts';
import { textIn } from './fields.ts';

const protocols = ['SCTP', 'TCP', 'UDP'];

/** What the API server refuses in the ports of a Service of a type. */
export function portBreaches(ports: readonly Value[], type: string): readonly Breach[] {
  return ports.flatMap((port, index) => {
    const at: Path = ['spec', 'ports', index];
    return [
      ...nameBreaches(port, ports, index, at),
      ...numberBreaches(port, at),
      ...targetBreaches(port, at),
      ...nodePortBreaches(port, type, at),
      ...duplicates(port, ports.slice(0, index), at),
    ];
  });
}

function nameBreaches(port: Value, ports: readonly Value[], index: number, at: Path): readonly Breach[] {
  const name = textIn(port, 'name') ?? '';
  if (name === '') {
    const isUnclear = has(port, 'name') && member(port, 'name') === undefined;
    if (ports.length === 1 || isUnclear) return [];
    return [
      {
        kind: 'required',
        at: has(port, 'name') ? [...at, 'name'] : at,
        message: 'name is required where a Service has several ports',
      },
    ];
  }
  if (!isName(name, 'label')) {
    return [
      {
        kind: 'invalid',
        at: [...at, 'name'],
        message: `name ${quoted(name)} must consist of a-z, 0-9 and -, at most 63 of them`,
      },
    ];
  }
  const isTaken = ports.slice(0, index).some((other) => textIn(other, 'name') === name);
  return isTaken
    ? [
        {
          kind: 'duplicate',
          at: [...at, 'name'],
          message: `name ${quoted(name)} must differ from that of every other port`,
        },
      ]
    : [];
}

function numberBreaches(port: Value, at: Path): readonly Breach[] {
  const number = member(port, 'port') ?? 0;
  const isUnclear = has(port, 'port') && member(port, 'port') === undefined;
  const found: Breach[] = [];
  if (!isUnclear && !isPort(number)) {
    const message = has(port, 'port') ? `port must be from 1 to 65535, not ${plain(number)}` : 'port is required';
    found.push({ kind: 'invalid', at: has(port, 'port') ? [...at, 'port'] : at, message });
  }
  const protocol = textIn(port, 'protocol') ?? '';
  if (protocol !== '' && !protocols.includes(protocol)) {
    const message = `protocol must be one of ${protocols.join(', ')}, not ${quoted(protocol)}`;
    found.push({ kind: 'enum', at: [...at, 'protocol'], message });
  }
  const application = textIn(port, 'appProtocol');
  if (application !== undefined && !qualifiedName.test(application)) {
    found.push({
      kind: 'invalid',
      at: [...at, 'appProtocol'],
      message: `appProtocol must be a name as http or example.com/name, not ${quoted(application)}`,
    });
  }
  return found;
}

const qualifiedName =
  /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** A number; 0 counts as absent. A text must be the name of a container's port. */
function targetBreaches(port: Value, at: Path): readonly Breach[] {
  const target = member(port, 'targetPort');
  const problem = targetProblem(target);
  return problem === null ? [] : [{ kind: 'invalid', at: [...at, 'targetPort'], message: `targetPort ${problem}` }];
}

function targetProblem(target: Value): string | null {
  if (typeof target === 'number')
    return target === 0 || isPort(target) ? null : `must be from 1 to 65535, not ${target}`;
  if (typeof target !== 'string' || target === '') return null;
  if (/^\d+$/.test(target))
    return `${quoted(target)} is a text, and a name must hold a letter; write ${target} without quotes`;
  const isPortName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(target) && /[a-z]/.test(target) && !target.includes('--');
  return isPortName && target.length <= 15
    ? null
    : `${quoted(target)} must consist of a-z, 0-9 and -, at most 15 of them, one a letter`;
}

function nodePortBreaches(port: Value, type: string, at: Path): readonly Breach[] {
  const number = member(port, 'nodePort') ?? 0;
  if (number === 0 || type === 'NodePort' || type === 'LoadBalancer' || !['ClusterIP', 'ExternalName'].includes(type))
    return [];
  return [
    { kind: 'invalid', at: [...at, 'nodePort'], message: `nodePort must be left out for a Service of type ${type}` },
  ];
}

function duplicates(port: Value, earlier: readonly Value[], at: Path): readonly Breach[] {
  const protocolOf = (each: Value): string => textIn(each, 'protocol') ?? 'TCP';
  const isUnclear = (each: Value): boolean =>
    ['port', 'protocol', 'nodePort'].some((key) => has(each, key) && member(each, key) === undefined);
  if (isUnclear(port)) return [];
  const alike = earlier.filter((other) => !isUnclear(other) && protocolOf(other) === protocolOf(port));
  if (alike.some((other) => member(other, 'port') === member(port, 'port'))) {
    return [
      {
        kind: 'duplicate',
        at,
        message: `port ${plain(member(port, 'port'))} with protocol ${protocolOf(port)} may stand once; change one of them`,
      },
    ];
  }
  const node = member(port, 'nodePort') ?? 0;
  return node !== 0 && alike.some((other) => member(other, 'nodePort') === node)
    ? [
        {
          kind: 'duplicate',
          at: [...at, 'nodePort'],
          message: `nodePort ${plain(node)} must differ from that of every other port`,
        },
      ]
    : [];
}

function isPort(number: Value): boolean {
  return typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= 65_535;
}
