/** Size, first paint and answers of the built site in a real browser: `npm run bench:site`, after `npm run site`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { fragmentOf } from '../../site/src/playground/share.ts';
import { startBrowser } from '../../test/site/browser.ts';
import { serveFolder } from '../../test/site/static-server.ts';

const site = join(import.meta.dirname, '../../site/dist');
const base = '/portcullis/';
if (!existsSync(site)) {
  console.error('The site is not built yet: npm run site');
  process.exit(2);
}

/** A repository of so many files: the set-up of the documentation, and routes. */
function repositoryOf(files: number): Record<string, string> {
  const documented = ['gateway-class.yaml', 'gateway.yaml', 'kong/application.yaml'];
  const read = (path: string): string =>
    readFileSync(join(import.meta.dirname, '../../site/examples/documentation', path), 'utf8');
  const routes = Array.from({ length: files - documented.length }, (_, index) => [
    `routes/r${index}.yaml`,
    `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: r${index}, namespace: kong }\nspec:\n  parentRefs: [{ name: example }]\n  rules: [{ matches: [{ path: { type: PathPrefix, value: /r${index} } }], backendRefs: [{ name: s${index}, port: 80 }] }]\n`,
  ]);
  return { ...Object.fromEntries(documented.map((path) => [path, read(path)])), ...Object.fromEntries(routes) };
}

async function pageFigures(
  browser: Browser,
  url: string,
  address: string,
  ready: string,
): Promise<Record<string, number>> {
  const page = await browser.newPage();
  const scripts = new Map<string, number>();
  page.context().on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith('.js'))
      scripts.set(pathname, gzipSync(readFileSync(join(site, pathname.slice(base.length)))).length);
  });
  await page.goto(`${url}${address}`);
  await page.locator(ready).waitFor();
  const paint = await page.evaluate(`performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0`);
  const readyAt = await page.evaluate('performance.now()');
  await page.close();
  const kilobytes = [...scripts.values()].reduce((sum, size) => sum + size, 0) / 1_000;
  return {
    'scripts, kB compressed': Math.round(kilobytes),
    'first paint, ms': Math.round(Number(paint)),
    'ready, ms': Math.round(Number(readyAt)),
  };
}

/** From a keystroke to the answer on the page, milliseconds: the median of several. */
async function answerTime(browser: Browser, url: string, files: number): Promise<number> {
  const page = await browser.newPage();
  const fragment = await fragmentOf({ repository: { base: null, head: repositoryOf(files) }, open: 'gateway.yaml' });
  await page.goto(`${url}playground/#${fragment}`);
  await page.locator('#pg-verdict[data-verdict]').waitFor();
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  const times: number[] = [];
  for (let index = 0; index < 15; index += 1) {
    const answered = page.evaluate(`new Promise((resolve) => {
      const began = performance.now();
      new MutationObserver(() => resolve(performance.now() - began)).observe(document.querySelector('#pg-verdict'), { childList: true, characterData: true, subtree: true });
    })`);
    await page.keyboard.type(index % 2 === 0 ? '#' : 'x');
    times.push(Number(await answered));
  }
  await page.close();
  return Math.round(times.toSorted((a, b) => a - b)[7] ?? 0);
}

const [browser, server] = await Promise.all([startBrowser(), serveFolder(site, base)]);
console.log('Pages');
console.table({
  home: await pageFigures(browser, server.url, '', 'h1'),
  'a rule': await pageFigures(browser, server.url, 'rules/listener-conflict/', 'h1'),
  playground: await pageFigures(browser, server.url, 'playground/', '#pg-verdict[data-verdict]'),
});
console.log('From a keystroke to the answer, milliseconds (median of 15)');
console.table({
  '5 files': await answerTime(browser, server.url, 5),
  '50 files': await answerTime(browser, server.url, 50),
});
await browser.close();
await server.close();
