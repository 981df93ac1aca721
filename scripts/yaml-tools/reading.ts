import { buildKustomization } from '../../src/kustomize/build.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { objectsOf } from '../../src/gitops/objects/objects.ts';
import { kindOf } from '../../src/kubernetes/known-kinds.ts';
import { decodeFile } from '../../src/source/decode.ts';
import { toJson } from '../../src/source/json.ts';
import { parseYaml } from '../../src/source/parse.ts';
import type { Case } from './cases.ts';

/** What is read here. */
export type Own =
  | { readonly unread: string }
  | { readonly fault: string }
  | {
      readonly objects: readonly unknown[];
      /** Those that stand first between two `---`. */
      readonly first: readonly unknown[];
      /** What a kustomization of the text builds; null where it does not. */
      readonly built: readonly unknown[] | null;
    };

function built(text: string): readonly unknown[] | null {
  const sources = sourcesOf({ 'kustomization.yaml': 'resources: [case.yaml]\n', 'case.yaml': text });
  const { objects, failure } = buildKustomization(sources, '');
  return failure === null ? objects.map(({ root }) => toJson(root)) : null;
}

/** Reads a text as a review does. */
export function own({ bytes }: Case): Own {
  const decoded = decodeFile(bytes);
  if (!('text' in decoded)) return { unread: decoded.reason };
  const file = parseYaml('case.yaml', decoded.text);
  if (file.unread !== null) return { unread: file.unread.reason };
  const fault = file.problems.find(({ kind }) => kind === 'syntax');
  if (fault !== undefined) return { fault: fault.message };
  const objects = file.documents.flatMap((document) =>
    objectsOf(document, kindOf).map(({ root }) => ({
      root: toJson(root),
      isFirst: document.streamed !== true,
    })),
  );
  return {
    objects: objects.map(({ root }) => root),
    first: objects.filter(({ isFirst }) => isFirst).map(({ root }) => root),
    built: built(decoded.text),
  };
}

/** The values that a case is about, of each object. */
export function shown(objects: readonly unknown[]): string {
  const each = objects.map((object) =>
    typeof object === 'object' && object !== null && 'data' in object ? textOf(object.data) : '–',
  );
  return each.length === 0 ? 'nothing' : each.join(' and ');
}

/** A value that is known to neither is left open. */
function textOf(value: unknown): string {
  const isOpen = typeof value === 'object' && value !== null && Object.values(value).includes(undefined);
  return isOpen ? notKnown : (JSON.stringify(sorted(value)) ?? notKnown);
}

/** Of a value that is left open. */
export const notKnown = 'not known';

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]): [string, unknown] => [key, sorted(each)])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** How a cell tells it. */
export function ownText(mine: Own): string {
  return 'unread' in mine ? 'not read' : 'fault' in mine ? 'a fault' : shown(mine.objects);
}

/** A text as a cell of the table. */
export function cell(text: string): string {
  const escaped = text.replaceAll('|', '\\|').replaceAll(/[\u007f-\u009f\u2028\u2029]/g, '\ufffd');
  return text.includes('{') ? `\`${escaped}\`` : escaped;
}
