import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, editFor, editToSuggestion } from '../../src/source/edit.ts';
import { embeddedRoot } from '../../src/source/embedded.ts';
import { toJson } from '../../src/source/json.ts';
import { isLocation } from '../../src/source/location.ts';
import type { Json, Node } from '../../src/source/node.ts';
import { parseYaml } from '../../src/source/parse.ts';
import { json, layout, print, soup } from './yaml-arbitrary.ts';

function nodesBelow(node: Node): Node[] {
  const children =
    node.kind === 'map'
      ? [...node.entries.values()].map((entry) => entry.value)
      : node.kind === 'list'
        ? node.items
        : [];
  return [node, ...children.flatMap(nodesBelow)];
}

function rootOf(text: string): Node {
  const file = parseYaml('a.yaml', text);
  const root = file.documents[0]?.root;
  if (root === undefined) throw new Error(`not read: ${JSON.stringify([text, file.unread, file.problems])}`);
  return root;
}

function withoutUndefined(value: Json): Json {
  return JSON.parse(JSON.stringify(value ?? null)) as Json;
}

describe('reading', () => {
  test('never throws, and places stay within the text', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const file = parseYaml('a.yaml', text);
        for (const node of file.documents.flatMap(({ root }) => nodesBelow(root))) {
          if (!isLocation(node.at)) throw new Error('a value without a place');
          const { start, end, line, endLine, column } = node.at;
          expect(0 <= start && start <= end && end <= text.length && line <= endLine && column >= 1).toBe(true);
          expect(text.slice(0, start).split('\n')).toHaveLength(line);
        }
        for (const { at } of [...file.problems, ...file.comments])
          expect(at.start <= at.end && at.end <= text.length).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('gives back what was written, whatever the layout', () => {
    fc.assert(
      fc.property(json, layout, (value, style) => {
        fc.pre(typeof value === 'object' && value !== null);
        expect(toJson(rootOf(print(value, style)))).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test('and the text of every scalar and flow collection reads as its value', () => {
    fc.assert(
      fc.property(json, layout, (value, style) => {
        const text = print(value, style);
        fc.pre(typeof value === 'object' && value !== null);
        for (const node of nodesBelow(rootOf(text))) {
          if (!isLocation(node.at) || (node.kind !== 'scalar' && 'flow' in node && !node.flow)) continue;
          expect(toJson(rootOf(`x: ${text.slice(node.at.start, node.at.end)}`))).toEqual({ x: toJson(node) });
        }
      }),
      { numRuns: 300 },
    );
  });

  test('YAML within a block scalar points at the same characters as YAML on its own', () => {
    fc.assert(
      fc.property(json, layout, fc.integer({ min: 1, max: 4 }), (value, style, indent) => {
        fc.pre(typeof value === 'object' && value !== null);
        const inner = print(value, style);
        const rows = inner.split(style.lineBreak).map((row) => (row === '' ? '' : ' '.repeat(indent) + row));
        const text = `a: |${style.lineBreak}${rows.join(style.lineBreak)}${style.lineBreak}`;
        const scalar = nodesBelow(rootOf(text))[1];
        const read =
          scalar?.kind === 'scalar' ? embeddedRoot(scalar, parseYaml('a.yaml', text).lines) : { reason: 'no scalar' };
        if (!('root' in read)) throw new Error(read.reason);
        const textsOf = (root: Node, whole: string): string[] =>
          nodesBelow(root).flatMap(({ at, kind }) =>
            kind === 'scalar' && isLocation(at) ? [whole.slice(at.start, at.end)] : [],
          );
        expect(textsOf(read.root, text)).toEqual(textsOf(rootOf(inner), inner));
      }),
      { numRuns: 300 },
    );
  });
});

describe('an edit', () => {
  const key = fc.constantFrom('a', 'key', 'new', 'y', '10', 'x y');

  test('that is offered makes its change and nothing else, and keeps every line it need not touch', () => {
    let offered = 0;
    let asked = 0;
    fc.assert(
      fc.property(
        json,
        layout,
        json,
        fc.array(key, { minLength: 1, maxLength: 2 }),
        fc.nat(),
        (value, style, added, path, which) => {
          fc.pre(typeof value === 'object' && value !== null);
          const text = print(value, style);
          const nodes = nodesBelow(rootOf(text));
          const node = nodes[which % nodes.length];
          const wanted = withoutUndefined(added);
          if (node === undefined || (node.kind === 'scalar' && (wanted === null || typeof wanted === 'object'))) return;
          asked++;
          const edit =
            node.kind === 'map'
              ? editFor({ kind: 'put', map: node, path, value: wanted }, parseYaml('a.yaml', text))
              : node.kind === 'list'
                ? editFor({ kind: 'append', list: node, value: wanted }, parseYaml('a.yaml', text))
                : node.kind === 'scalar'
                  ? editFor(
                      { kind: 'set', node, value: wanted as string | number | boolean },
                      parseYaml('a.yaml', text),
                    )
                  : null;
          if (edit === null) return;
          offered++;
          const edited = applyEdits(text, [edit]);
          const changed = nodesBelow(rootOf(edited)).map((each) => JSON.stringify(toJson(each)));
          expect(changed).toContain(JSON.stringify(expected(node, path, wanted)));
          const before = parseYaml('a.yaml', text).comments.map((comment) => comment.text);
          expect(parseYaml('a.yaml', edited).comments.map((comment) => comment.text)).toEqual(before);
          const { startLine, endLine, replacement } = editToSuggestion(text, [edit]);
          const lines = text.split(style.lineBreak);
          lines.splice(startLine - 1, endLine - startLine + 1, replacement);
          expect(lines.join(style.lineBreak)).toBe(edited);
          expect(endLine - startLine).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 1500 },
    );
    // Almost every change of ordinary YAML can be made; a path through a scalar cannot.
    expect(offered / asked).toBeGreaterThan(0.85);
  });

  test('on arbitrary text never breaks it', () => {
    fc.assert(
      fc.property(soup, json, fc.nat(), (text, added, which) => {
        const nodes = parseYaml('a.yaml', text).documents.flatMap(({ root }) => nodesBelow(root));
        const node = nodes[which % Math.max(1, nodes.length)];
        if (node === undefined || node.kind === 'unknown') return;
        const value = withoutUndefined(added);
        const edit =
          node.kind === 'map'
            ? editFor({ kind: 'put', map: node, path: ['a', 'b'], value }, parseYaml('a.yaml', text))
            : node.kind === 'list'
              ? editFor({ kind: 'append', list: node, value }, parseYaml('a.yaml', text))
              : editFor({ kind: 'set', node, value: 'a: b' }, parseYaml('a.yaml', text));
        if (edit === null) return;
        expect(parseYaml('a.yaml', applyEdits(text, [edit])).unread).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });
});

/** What the changed node must say afterwards. */
function expected(node: Node, path: readonly string[], value: Json): Json {
  if (node.kind === 'scalar') return value;
  const before = toJson(node);
  if (Array.isArray(before)) return [...(before as Json[]), value];
  return put(before as { [key: string]: Json }, path, value);
}

function put(map: { readonly [key: string]: Json }, [key = '', ...rest]: readonly string[], value: Json): Json {
  const inner = Object.hasOwn(map, key) ? map[key] : undefined;
  return { ...map, [key]: rest.length === 0 ? value : put((inner ?? {}) as { [key: string]: Json }, rest, value) };
}
