import { stringMap } from '../../gatewayapi/metadata.ts';
import { referencesOf } from '../../gatewayapi/references.ts';
import { kindOf } from '../../kubernetes/known-kinds.ts';
import type { Targets } from '../../kubernetes/targets.ts';
import type { Located } from '../../source/location.ts';
import { get, listAt, stringAt, type Node } from '../../source/node.ts';
import { environmentOf, type FindConfigMap } from './environment.ts';
import { kongPrograms } from '../../gitops/model/kong-image.ts';
import type { Container, Workload } from '../model/workload.ts';
import type { KubeObject } from '../../kubernetes/object.ts';

/** The workload that an object states, or null when it runs nothing of Kong's. */
export function workloadFromObject(object: KubeObject, targets: Targets<KubeObject>): Workload | null {
  const path = kindOf(object.group, object.kind)?.pod;
  if (path === undefined) return null;
  const pod = get(object.root, ...path);
  const named = new Map(referencesOf(object).map(({ node, to }) => [node, to]));
  const find: FindConfigMap = (reference) => {
    const to = reference && named.get(reference);
    return to && targets.find(to)[0];
  };
  const containers = containersOf(listAt(pod, 'spec', 'containers'), object, find);
  if (containers.length === 0) return null;
  return {
    id: `${object.namespace ?? 'default'}/${object.name.value}`,
    namespace: object.namespace,
    name: object.name.value,
    containers,
    labels: stringMap(get(pod, 'metadata', 'labels')),
    origin: object,
    at: object.name.at,
  };
}

/** Those that run something of Kong's. */
function containersOf(items: readonly Node[], object: KubeObject, find: FindConfigMap): readonly Container[] {
  const read = items.map((item) => ({
    name: stringAt(item, 'name')?.value ?? '',
    image: stringAt(item, 'image') ?? null,
    ...environmentOf(item, object.namespace, find),
    ...argumentsOf(item),
  }));
  const programs = kongPrograms(
    read.map(({ image, env, args }) => ({
      image: image?.value ?? '',
      variables: new Set(env.keys()),
      args: args.map(({ value }) => value),
    })),
  );
  return read.flatMap((container, i) => {
    const program = programs[i];
    return program ? [{ ...container, ...program }] : [];
  });
}

/** The names of the controller's program in its images. */
const programs: ReadonlySet<string> = new Set(['manager', 'kong-ingress-controller']);

/** The arguments behind the program's name, whether they stand in `command` or in `args`. */
function argumentsOf(item: Node): Pick<Container, 'args' | 'unknownArgs'> {
  const args: Located<string>[] = [];
  const lists = [get(item, 'command'), get(item, 'args')];
  const [program, ...words] = listAt(lists[0]);
  let unknownArgs = lists.find((list) => list?.kind === 'unknown')?.reason ?? wrapperOf(program);
  for (const node of [...words, ...listAt(lists[1])]) {
    if (node.kind === 'unknown') unknownArgs ??= node.reason;
    if (node.kind === 'scalar') args.push({ value: String(node.value ?? ''), at: node.at });
  }
  return { args, unknownArgs };
}

/** A shell or another program may start the controller with any flags. */
function wrapperOf(program: Node | undefined): string | null {
  if (program === undefined) return null;
  if (program.kind !== 'scalar') return 'the program is not known';
  const path = String(program.value ?? '');
  return programs.has(path.slice(path.lastIndexOf('/') + 1)) ? null : `"${path.slice(0, 100)}" starts the program`;
}
