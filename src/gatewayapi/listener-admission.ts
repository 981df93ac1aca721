import { get, listAt, type Node } from '../source/node.ts';
import { textFault } from './field-fault.ts';
import { isDnsName, isGroup, isHostname, isKindName, isNamespaceName, isProtocolName } from './field-formats.ts';

/** A field of a listener that the schema of every bundle refuses. */
export interface FieldFault {
  readonly kind:
    | 'name-malformed'
    | 'hostname-malformed'
    | 'protocol-malformed'
    | 'too-many-kinds'
    | 'kind-malformed'
    | 'namespaces-from-unknown'
    | 'tls-mode-unknown'
    | 'too-many-certificates'
    | 'certificate-malformed';
  /** What the listener is or has, behind its name: `has the hostname "a_b", but …`. */
  readonly reason: string;
  readonly node: Node;
}

type Kind = FieldFault['kind'];

/** What the schema refuses of a listener, whatever its protocol is. */
export function fieldFaults(listener: Node): readonly FieldFault[] {
  return [
    ...text('name-malformed', listener, 'name', isDnsName, 'a name has small letters, digits, "-" and "."'),
    ...text(
      'hostname-malformed',
      listener,
      'hostname',
      isHostname,
      'a hostname is a DNS name in small letters, with at most one "*." in front',
    ),
    ...text('protocol-malformed', listener, 'protocol', isProtocolName, 'a protocol has letters, digits and "-"'),
    ...kindFaults(listener),
    ...tlsFaults(listener),
  ];
}

/** More kinds and certificates than this are refused. */
const most = { kinds: 8, certificateRefs: 64 };

function kindFaults(listener: Node): readonly FieldFault[] {
  const kinds = get(listener, 'allowedRoutes', 'kinds');
  const written = listAt(kinds);
  const namespaces = get(listener, 'allowedRoutes', 'namespaces');
  const isFrom = (value: string): boolean => ['All', 'Selector', 'Same'].includes(value);
  return [
    ...(kinds !== undefined && written.length > most.kinds
      ? [
          fault(
            'too-many-kinds',
            `allows ${String(written.length)} kinds of routes; at most ${String(most.kinds)} are taken`,
            kinds,
          ),
        ]
      : []),
    ...written.flatMap((item) => [
      ...text('kind-malformed', item, 'kind', isKindName, 'a kind has letters, digits and "-"', true),
      ...text('kind-malformed', item, 'group', isGroup, 'a group is a DNS name in small letters'),
    ]),
    ...(namespaces === undefined
      ? []
      : text('namespaces-from-unknown', namespaces, 'from', isFrom, 'only All, Selector and Same exist')),
  ];
}

function tlsFaults(listener: Node): readonly FieldFault[] {
  const tls = get(listener, 'tls');
  if (tls === undefined) return [];
  const refs = get(tls, 'certificateRefs');
  const written = listAt(refs);
  const isMode = (value: string): boolean => ['Terminate', 'Passthrough'].includes(value);
  const isName = (value: string): boolean => value !== '' && value.length <= 253;
  return [
    ...text('tls-mode-unknown', tls, 'mode', isMode, 'only Terminate and Passthrough exist'),
    ...(refs !== undefined && written.length > most.certificateRefs
      ? [
          fault(
            'too-many-certificates',
            `names ${String(written.length)} certificates; at most ${String(most.certificateRefs)} are taken`,
            refs,
          ),
        ]
      : []),
    ...written.flatMap((item) => [
      ...text('certificate-malformed', item, 'name', isName, 'a certificateRef needs the name of a Secret', true),
      ...text('certificate-malformed', item, 'kind', isKindName, 'a kind has letters, digits and "-"'),
      ...text('certificate-malformed', item, 'group', isGroup, 'a group is a DNS name in small letters'),
      ...text(
        'certificate-malformed',
        item,
        'namespace',
        isNamespaceName,
        'a namespace has small letters, digits and "-"',
      ),
    ]),
  ];
}

function text(
  kind: Kind,
  item: Node,
  field: string,
  isSound: (value: string) => boolean,
  expected: string,
  isRequired = false,
): readonly FieldFault[] {
  const found = textFault(item, field, isSound, isRequired);
  return found === null ? [] : [fault(kind, `${found}, but ${expected}`, get(item, field) ?? item)];
}

function fault(kind: Kind, reason: string, node: Node): FieldFault {
  return { kind, reason, node };
}
