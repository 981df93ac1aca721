/**
 * What a release is made of: `npm run release -- prepare 1.2.3` writes the version and the changelog, `check v1.2.3`
 * says whether the commit of that tag may be released, `notes 1.2.3` prints what stands in the changelog.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { notesOf, released } from './release/changelog.ts';
import { otherVersions, withVersion } from './release/stated-versions.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const [task = '', name = ''] = process.argv.slice(2);
const version = name.replace(/^v/, '');

function stop(sentence: string): never {
  console.error(`release: ${sentence}`);
  process.exit(2);
}

if (!/^\d+\.\d+\.\d+$/.test(version)) stop('a version is three numbers, as 1.2.3.');
if (task === 'prepare') {
  if (notesOf(read('CHANGELOG.md'), version) !== null) stop(`the changelog has ${version} already.`);
  for (const [file, text] of withVersion(version, read)) writeFileSync(join(root, file), text);
  const today = new Date().toISOString().slice(0, 10);
  writeFileSync(join(root, 'CHANGELOG.md'), released(read('CHANGELOG.md'), version, today));
  console.log(`Wrote ${version} everywhere. Commit it, merge it, then tag that commit v${version} and push the tag.`);
} else if (task === 'check') {
  const others = otherVersions(version, read);
  if (others.length > 0) stop(`not everything states ${version}: ${others.join('; ')}.`);
  if (!notesOf(read('CHANGELOG.md'), version)) stop(`the changelog says nothing of ${version}.`);
} else if (task === 'notes')
  console.log(notesOf(read('CHANGELOG.md'), version) ?? stop(`the changelog says nothing of ${version}.`));
else stop('give prepare, check or notes, and a version.');
