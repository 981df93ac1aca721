import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rewriteFiles, textToRewrite } from '../../src/disk/rewrite.ts';
import { folderOf } from '../cli/run-cli.ts';

test('a file is replaced as a whole, and nothing is left beside it', () => {
  const root = folderOf({ 'a/b.yaml': 'old\n' });
  expect(textToRewrite(root, 'a/b.yaml', 'old\n')).toBe('old\n');
  rewriteFiles(root, [{ path: 'a/b.yaml', text: 'new\n' }]);
  expect(readFileSync(join(root, 'a/b.yaml'), 'utf8')).toBe('new\n');
  expect(readdirSync(join(root, 'a'))).toEqual(['b.yaml']);
});

test('the text is that of the disk, where git gave it with other line endings', () => {
  expect(textToRewrite(folderOf({ 'a.yaml': 'x\r\n' }), 'a.yaml', 'x\n')).toBe('x\r\n');
});

test.each(['../b.yaml', '/etc/b.yaml', 'a/../../b.yaml', 'a//b.yaml', './b.yaml', 'a\\b.yaml', '.git/config', ''])(
  '%j is no path below the directory',
  (path) => {
    const root = folderOf({ 'a/b.yaml': '' });
    expect(() => rewriteFiles(root, [{ path, text: 'x' }])).toThrow('it is no path below the directory');
    expect(() => textToRewrite(root, path, '')).toThrow('it is no path below the directory');
  },
);

test('what leads through a symbolic link is left alone', () => {
  const [outside, root] = [folderOf({ 'b.yaml': 'old' }), folderOf({ 'c.yaml': 'old' })];
  symlinkSync(outside, join(root, 'a'), 'junction');
  symlinkSync(join(outside, 'b.yaml'), join(root, 'd.yaml'));
  expect(() => rewriteFiles(root, [{ path: 'a/b.yaml', text: 'x' }])).toThrow('a symbolic link leads there');
  expect(() => rewriteFiles(root, [{ path: 'd.yaml', text: 'x' }])).toThrow('a symbolic link leads there');
  expect(readFileSync(join(outside, 'b.yaml'), 'utf8')).toBe('old');
});

test('what is no file, or was changed in the meantime, is not written', () => {
  const root = folderOf({ 'a.yaml': 'now' });
  mkdirSync(join(root, 'b'));
  expect(() => textToRewrite(root, 'a.yaml', 'then')).toThrow('a.yaml was changed while it was reviewed');
  expect(() => rewriteFiles(root, [{ path: 'b', text: 'x' }])).toThrow('it is no file any more');
  expect(() => rewriteFiles(root, [{ path: 'gone.yaml', text: 'x' }])).toThrow('it is no file any more');
  writeFileSync(join(root, `a.yaml.portcullis-${process.pid}`), 'of another');
  expect(() => rewriteFiles(root, [{ path: 'a.yaml', text: 'x' }])).toThrow('a.yaml cannot be written');
  expect(readFileSync(join(root, 'a.yaml'), 'utf8')).toBe('now');
  expect(readFileSync(join(root, `a.yaml.portcullis-${process.pid}`), 'utf8')).toBe('of another');
});

test('of several files all are written, or none', () => {
  const root = folderOf({ 'a.yaml': 'old', 'b.yaml': 'old' });
  writeFileSync(join(root, `b.yaml.portcullis-${process.pid}`), 'in the way');
  const texts = [
    { path: 'a.yaml', text: 'new' },
    { path: 'b.yaml', text: 'new' },
  ];
  expect(() => rewriteFiles(root, texts)).toThrow('b.yaml cannot be written; nothing was written');
  expect(readFileSync(join(root, 'a.yaml'), 'utf8')).toBe('old');
  expect(readdirSync(root)).toEqual(['a.yaml', 'b.yaml', `b.yaml.portcullis-${process.pid}`]);
});

test('a mode that the umask would cut stays', () => {
  const root = folderOf({ 'a.yaml': 'old' });
  chmodSync(join(root, 'a.yaml'), 0o666);
  const { mode } = statSync(join(root, 'a.yaml'));
  rewriteFiles(root, [{ path: 'a.yaml', text: 'new' }]);
  expect(statSync(join(root, 'a.yaml')).mode).toBe(mode);
});
