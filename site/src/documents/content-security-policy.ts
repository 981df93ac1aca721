import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/**
 * Writes into each page what it may load and run. GitHub Pages sends no headers of ours, so it stands in the page.
 * Scripts are the site's own files and the inline ones that the build itself wrote, by their digest; the search runs
 * WebAssembly. Styles may stand at elements: the highlighter and the editor put them there. Nothing comes from another host.
 */
export function contentSecurityPolicy(): AstroIntegration {
  return {
    name: 'content-security-policy',
    hooks: {
      'astro:build:done': ({ dir }) => {
        const folder = fileURLToPath(dir);
        const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
          path.endsWith('.html'),
        );
        for (const path of pages) {
          const page = readFileSync(join(folder, path), 'utf8');
          const meta = `<meta http-equiv="Content-Security-Policy" content="${policyOf(page)}">`;
          // Before everything else in the head: a policy holds only for what follows it.
          writeFileSync(
            join(folder, path),
            page.replace(/<head>|<meta charset="utf-8">/i, (found) => `${found}${meta}`),
          );
        }
      },
    },
  };
}

function policyOf(page: string): string {
  const inline = [...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, code = '']) => code);
  const digests = [...new Set(inline)].map((code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`);
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' ${digests.join(' ')}`.trim(),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
