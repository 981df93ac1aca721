import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { parseAllDocuments } from 'yaml';
import type { PublishedSchema } from './pool.ts';

/** A CustomResourceDefinition, as far as it is read here. */
export interface Definition {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly scope: 'Namespaced' | 'Cluster';
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly deprecated?: boolean;
      readonly schema: { readonly openAPIV3Schema: PublishedSchema };
    }[];
  };
}

/** Definitions, and the digest of the files that they stand in. */
export interface Published {
  readonly definitions: readonly Definition[];
  readonly digest: string;
}

const maxBuffer = 1 << 28;

/** What the texts of files define. */
export function published(texts: readonly string[]): Published {
  const digest = createHash('sha256').update(texts.join('\n')).digest('hex');
  const definitions = texts
    .flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as Definition | null))
    .filter((each) => each?.kind === 'CustomResourceDefinition')
    .flatMap((each) => each ?? []);
  return { definitions, digest };
}

/** The files of a release of Gateway API, out of its Go module. */
export function gatewayApiFiles(version: string, channel: 'standard' | 'experimental'): readonly string[] {
  const module = `sigs.k8s.io/gateway-api@v${version}`;
  const archive = zipOf(module);
  const folder = `${module}/config/crd/${channel}/`;
  const names = execFileSync('unzip', ['-Z1', archive, `${folder}*.yaml`], { encoding: 'utf8', maxBuffer })
    .trim()
    .split('\n');
  return names.toSorted().map((name) => execFileSync('unzip', ['-p', archive, name], { encoding: 'utf8', maxBuffer }));
}

function zipOf(module: string): string {
  let answer: string;
  try {
    answer = execFileSync('go', ['mod', 'download', '-json', module], { encoding: 'utf8' });
  } catch (error) {
    // A module that wants a newer Go is downloaded all the same, and the answer says where.
    const { stdout } = error as { stdout?: string };
    if (!stdout)
      throw new Error('go is not here, or reaches no module proxy: Gateway API’s definitions come through it', {
        cause: error,
      });
    answer = stdout;
  }
  const { Zip } = JSON.parse(answer) as { Zip?: string };
  if (Zip === undefined) throw new Error(`the module proxy has no ${module}`);
  return Zip;
}

/** The files of a folder of a repository at a tag. */
export function taggedFiles(checkout: string, tag: string, folder: string): readonly string[] {
  const git = (...words: readonly string[]): string =>
    execFileSync('git', ['-C', checkout, ...words], { encoding: 'utf8', maxBuffer });
  const names = git('ls-tree', '--name-only', tag, `${folder}/`)
    .trim()
    .split('\n')
    .filter((name) => name.endsWith('.yaml'));
  return names.toSorted().map((name) => git('show', `${tag}:${name}`));
}
