import fc from 'fast-check';
import type { BuildFaultKind } from '../../../src/kustomize/build-fault.ts';
import type { Files } from './oracle.ts';

/** Kustomizations over one another, sound but for the faults that are put in. */
export interface Broken {
  readonly files: Files;
  /** What was put in; empty for a tree that builds. */
  readonly faults: readonly FaultKind[];
  /** The same tree with each of the faults alone. */
  readonly apart: readonly Files[];
}

type FaultKind = Exclude<BuildFaultKind, 'restricted' | 'refused' | 'component' | 'duplicate-key'>;

interface Draft {
  resources: string[];
  lines: string[];
}

const configMap = (name: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata: {a: b}\n`;

const directories = ['base', 'mid', 'top'] as const;
type Directory = (typeof directories)[number];

/** What each fault does to one directory; `n` chooses among its forms. */
const put: Readonly<
  Record<FaultKind, (draft: Draft, files: Record<string, string>, at: Directory, n: number) => void>
> = {
  missing: ({ resources, lines }, _files, _at, n) => {
    const forms = [
      () => resources.push('absent.yaml'),
      () => resources.push('../absent'),
      () => lines.push('components: [../absent]'),
      () => lines.push('patches:\n- path: absent.yaml'),
      () => lines.push('patches:\n- path: absent.yaml\n  target: {kind: ConfigMap}'),
      () => lines.push('configMapGenerator:\n- {name: made, files: [absent.txt]}'),
      () => lines.push('secretGenerator:\n- {name: made, envs: [absent.env]}'),
      () => lines.push('replacements:\n- path: absent.yaml'),
      () => lines.push('configurations: [absent.yaml]'),
      () => lines.push('patchesStrategicMerge: [absent.yaml]'),
    ];
    forms[n % forms.length]?.();
  },
  'no-kustomization': ({ resources, lines }, files, at, n) => {
    files[`${at}/bare/x.yaml`] = configMap('bare');
    if (n % 2 === 0) resources.push('bare');
    else lines.push('components: [bare]');
  },
  cycle: ({ resources }, _files, at, n) => resources.push(n % 2 === 0 ? `../${at}` : '..'),
  duplicate: ({ resources, lines }, files, at, n) => {
    files[`${at}/again.yaml`] = configMap(at);
    const forms = [
      () => resources.push('again.yaml'),
      () => resources.push('own.yaml'),
      () => lines.push(`configMapGenerator:\n- {name: ${at}, literals: [a=b]}`),
    ];
    forms[n % forms.length]?.();
  },
  'no-target': ({ lines }, _files, _at, n) => {
    const forms = [
      'patches:\n- patch: "{apiVersion: v1, kind: ConfigMap, metadata: {name: nobody}}"',
      'patchesStrategicMerge:\n- "{apiVersion: v1, kind: ConfigMap, metadata: {name: nobody}}"',
    ];
    lines.push(forms[n % forms.length] ?? '');
  },
  schema: ({ lines }, _files, _at, n) => {
    const forms = [
      'ressources: [own.yaml]',
      'namePrefix: 7',
      'commonLabels: [a]',
      'images:\n- {nam: x}',
      'patches: [own.yaml]',
      'labels: {a: b}',
      'replicas:\n- {name: x, count: many}',
      'kind: Kustomisation',
      'apiVersion: kustomize.config.k8s.io/v2',
    ];
    lines.push(forms[n % forms.length] ?? '');
  },
};

const fault = fc.record({
  kind: fc.constantFrom(...(Object.keys(put) as FaultKind[])),
  at: fc.constantFrom(...directories),
  n: fc.nat({ max: 89 }),
});

/** Things that change nothing about whether a tree builds. */
const harmless = fc.constantFrom(
  'namePrefix: a-',
  'namespace: edge',
  'nameSuffix: -z',
  'commonAnnotations: {a: b}',
  'labels:\n- pairs: {a: b}',
  'generatorOptions: {disableNameSuffixHash: true}',
  'images:\n- {name: x, newTag: "1"}',
);

/** Trees with no fault, and with up to three in any of three layers. */
export const generatedFaults: fc.Arbitrary<Broken> = fc
  .record({
    faults: fc.array(fault, { maxLength: 3 }),
    harmless: fc.array(fc.tuple(fc.constantFrom(...directories), harmless), { maxLength: 3 }),
  })
  .map(({ faults, harmless: more }) => ({
    files: treeWith(faults, more),
    faults: faults.map(({ kind }) => kind),
    apart: faults.map((only) => treeWith([only], more)),
  }));

interface Fault {
  readonly kind: FaultKind;
  readonly at: Directory;
  readonly n: number;
}

function treeWith(faults: readonly Fault[], more: readonly (readonly [Directory, string])[]): Files {
  const files: Record<string, string> = {};
  const drafts: Record<Directory, Draft> = {
    base: { resources: ['own.yaml'], lines: [] },
    mid: { resources: ['own.yaml', '../base'], lines: [] },
    top: { resources: ['own.yaml', '../mid'], lines: [] },
  };
  for (const directory of directories) files[`${directory}/own.yaml`] = configMap(directory);
  for (const { kind, at, n } of faults) put[kind](drafts[at], files, at, n);
  for (const [at, line] of more) drafts[at].lines.push(line);
  for (const directory of directories) files[`${directory}/kustomization.yaml`] = written(drafts[directory]);
  return files;
}

/** Fields of one name become one; the first value of a field that is no list stays. */
function written({ resources, lines }: Draft): string {
  const fields = new Map<string, string>();
  for (const line of lines) {
    const name = line.slice(0, line.indexOf(':'));
    const known = fields.get(name);
    if (known === undefined) fields.set(name, line);
    else if (/^\w+:\n- /.test(known) && /^\w+:\n- /.test(line))
      fields.set(name, `${known}${line.slice(name.length + 1)}`);
  }
  return [`resources: ${JSON.stringify(resources)}`, ...fields.values(), ''].join('\n');
}
