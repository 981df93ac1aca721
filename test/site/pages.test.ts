import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { rules } from '../../src/rules/index.ts';
import { docsUrl } from '../../src/rules/rule-pages.ts';
import { startBrowser, troubleOf } from './browser.ts';
import { base } from './build-site.ts';
import { brokenLinks, pagesBelow } from './html-links.ts';
import { serveFolder, type StaticServer } from './static-server.ts';

const site = inject('site');
const pages = pagesBelow(site);
let browser: Browser;
let server: StaticServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([startBrowser(), serveFolder(site, base)]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

describe('the pages of the site', () => {
  test('every rule has one, where its findings lead', () => {
    const addresses = new Set(pages.map(({ address }) => address));
    const missing = rules.filter(
      ({ id }) => !addresses.has(new URL(docsUrl(id)).pathname.replace(/^\/portcullis\/v[^/]+\//, '')),
    );
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  test('no link between them is broken, to a heading neither', () => {
    const isFile = (below: string): boolean => existsSync(join(site, below)) && statSync(join(site, below)).isFile();
    expect(brokenLinks(pages, base, isFile)).toEqual([]);
  });

  test('each loads without an error, asks no other host, and fits a telephone', async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    const trouble = troubleOf(page, server.url);
    const wide: string[] = [];
    for (const { address } of pages.filter((each) => each.address !== '404.html')) {
      await page.goto(`${server.url}${address}`, { waitUntil: 'load' });
      const widths = await page.evaluate('[document.documentElement.scrollWidth, window.innerWidth]');
      const [content = 0, window = 0] = widths as readonly number[];
      if (content > window) wide.push(`${address}: ${content} of ${window} pixels`);
    }
    await page.close();
    expect(trouble).toEqual([]);
    expect(wide).toEqual([]);
  });

  test('the search finds a rule by its words', async () => {
    const page = await browser.newPage();
    const trouble = troubleOf(page, server.url);
    await page.goto(server.url);
    await page.locator('.pagefind-ui__search-input').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Search' }).click();
    await page.locator('.pagefind-ui__search-input').fill('PortUnavailable');
    await page.locator('.pagefind-ui__result-link', { hasText: 'does not serve' }).first().waitFor();
    await page.close();
    expect(trouble).toEqual([]);
  });

  test('a page that is none is one of ours', async () => {
    const page = await browser.newPage();
    const response = await page.goto(`${server.url}nothing/here/`);
    expect([response?.status(), await page.title()]).toEqual([404, expect.stringContaining('Portcullis')]);
    await page.close();
  });

  test('no page may load or run anything but the site itself', () => {
    const policies = pages.map(({ address }) => {
      const text = readFileSync(
        join(site, address.endsWith('/') || address === '' ? `${address}index.html` : address),
        'utf8',
      );
      return /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(text)?.[1] ?? 'none';
    });
    const loose = policies.filter(
      (policy) =>
        !policy.startsWith("default-src 'none'; script-src 'self'") ||
        /unsafe-eval/.test(policy.replaceAll("'wasm-unsafe-eval'", '')) ||
        /script-src[^;]*unsafe-inline|https?:|\*/.test(policy),
    );
    expect(loose).toEqual([]);
  });
});

describe('the size of scripts, compressed', () => {
  const scriptsOf = async (address: string, ready: string): Promise<number> => {
    const page = await browser.newPage();
    const loaded = new Map<string, number>();
    page.context().on('response', (response) => {
      const path = new URL(response.url()).pathname;
      if (path.endsWith('.js')) loaded.set(path, gzipSync(readFileSync(join(site, path.slice(base.length)))).length);
    });
    await page.goto(`${server.url}${address}`);
    await page.locator(ready).waitFor();
    await page.close();
    return [...loaded.values()].reduce((sum, size) => sum + size, 0);
  };

  test('a page of text stays under 100 kB', async () => {
    expect(await scriptsOf('rules/listener-conflict/', 'h1')).toBeLessThan(100_000);
  });

  test('the playground with engine and editor stays under 700 kB', async () => {
    const size = await scriptsOf('playground/', '#pg-verdict[data-verdict]');
    expect(size).toBeLessThan(700_000);
    expect(size).toBeGreaterThan(300_000);
  });
});
