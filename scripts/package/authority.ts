import { X509Certificate } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file does not hold what functions can trust; the message says what to do. */
export class NoAuthority extends Error {}

/** What the file is called beside the functions, where NODE_EXTRA_CA_CERTS of serverless.yml looks. */
const name = 'authority.pem';

/**
 * Puts certificates of authorities beside the functions, or takes away those of another deployment.
 * @param file with one certificate or several, in PEM form; null for none
 * @throws NoAuthority
 */
export function packAuthority(file: string | null, folder: string): void {
  const target = join(folder, name);
  if (file === null) rmSync(target, { force: true });
  else writeFileSync(target, certificatesOf(file));
}

/** Node ignores a file that it cannot read, and with it each certificate behind one that it cannot. */
function certificatesOf(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new NoAuthority(`--authority names ${file}, which cannot be read here. Give the file again, or "none".`);
  }
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (found.length === 0 || !found.every(isCertificate))
    throw new NoAuthority(`--authority names ${file}, which holds no certificate in PEM form, or one that is damaged.`);
  return found.map((each) => `${each}\n`).join('');
}

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).raw.length > 0;
  } catch {
    return false;
  }
}
