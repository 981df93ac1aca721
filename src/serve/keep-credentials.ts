import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Credentials } from './setup.ts';

/** Writes the credentials into a file of environment variables that only its owner can read. Other lines stay. */
export function keepCredentials(file: string, { appId, privateKey, webhookSecret }: Credentials): void {
  const variables = { APP_ID: appId, PRIVATE_KEY: `"${privateKey.trim()}\n"`, WEBHOOK_SECRET: webhookSecret };
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const kept = Object.keys(variables).reduce(withoutVariable, before);
  const text = [kept.trimEnd(), ...Object.entries(variables).map(([name, value]) => `${name}=${value}`), ''];
  // A file that is there keeps its mode when it is written to; a new one takes its place as a whole.
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, text.join('\n').trimStart(), { mode: 0o600, flag: 'wx' });
  renameSync(fresh, file);
}

/** Without the line of a variable, or its lines where the value is quoted over several. */
function withoutVariable(text: string, name: string): string {
  return text.replace(new RegExp(`^${name}=(?:"[^"]*"|[^\\n]*)\\n?`, 'gm'), '');
}
