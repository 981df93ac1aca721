import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { htmlReport } from '../../src/report/html.ts';
import { reviewFiles } from '../../src/review/in-memory.ts';
import { clusterFiles, httpRoute } from '../rules/route/route-files.ts';
import { startBrowser } from './browser.ts';
import { base } from './build-site.ts';
import { serveFolder, type StaticServer } from './static-server.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let browser: Browser;
let server: StaticServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([startBrowser(), serveFolder(inject('site'), base)]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

/**
 * What axe finds against WCAG 2.2 AA, a line each. The button of the search shows its key beside its name, which the
 * generator's own label leaves out.
 */
async function barriers(page: Page): Promise<readonly string[]> {
  // Blocks of code get their place in the order of the tab key when the page is idle.
  await page.waitForFunction(
    '[...document.querySelectorAll("pre:not(details:not([open]) pre)")].every((pre) => pre.tabIndex === 0 || pre.scrollWidth <= pre.clientWidth)',
  );
  await page.evaluate(axe);
  const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const asked = `axe.run({ exclude: ['button[data-open-modal]'] }, { runOnly: ${JSON.stringify(runOnly)} })`;
  const { violations } = (await page.evaluate(asked)) as AxeResults;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${String(target)} ${failureSummary ?? ''}`),
  );
}

/** Contrast hangs on the colours and what scrolls on the width: two pairs have both. */
const cases = [
  { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
] as const;

describe.for(cases)('in $colorScheme, $viewport.width pixels wide', ({ colorScheme, viewport }) => {
  test.for([
    '',
    'command-line/',
    'rules/',
    'rules/listener-port-unavailable/',
    'conditions/portunavailable/',
    'versions/',
  ])('the page "%s" has no barrier', async (address) => {
    const page = await browser.newPage({ colorScheme, viewport, bypassCSP: true });
    await page.goto(`${server.url}${address}`);
    expect(await barriers(page)).toEqual([]);
    await page.close();
  });

  test('the playground has none, with findings and with a file that is not in base', async () => {
    const page = await browser.newPage({ colorScheme, viewport, bypassCSP: true });
    await page.goto(`${server.url}playground/`);
    await page.locator('#pg-verdict[data-verdict]').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('Base', { exact: true }).check();
    await page.locator('#pg-paths button').first().click();
    expect(await barriers(page)).toEqual([]);
    await page.close();
  });

  test('the HTML report has none, with pictures before and after', async () => {
    const listener = (port: number): string => `{name: stream, port: ${port}, protocol: TCP}`;
    const [before, after] = [9000, 9001].map((port) => clusterFiles(httpRoute(), { listeners: [listener(port)] }));
    const review = reviewFiles(after ?? {}, before ?? {});
    const page = await browser.newPage({ colorScheme, viewport, bypassCSP: true });
    await page.setContent(htmlReport(review, { lineOf: () => undefined, compared: true }));
    expect(await page.locator('svg.chain').count()).toBeGreaterThan(1);
    expect(await barriers(page)).toEqual([]);
    await page.close();
  });
});
