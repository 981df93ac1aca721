import { trimmedEnd } from '../../source/trim.ts';
/** `github.com/acme/gitops` for every way to write it: https, ssh, scp-like, with or without `.git`. */
export function normalUrl(url: string): string {
  const bare = url
    .trim()
    .toLowerCase()
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^/@]*@/, '')
    .replace(/^([^/:]+):(\d+\/)?/, '$1/');
  return trimmedEnd(bare, '/').replace(/\.git$/, '');
}
