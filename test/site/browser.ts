import chromium from '@sparticuz/chromium';
import { chromium as driver, type Browser, type Page } from 'playwright-core';

/** The Chromium that an npm package brings: the tests need no browser on the machine. */
export async function startBrowser(): Promise<Browser> {
  // Not the package's own arguments: they are for one page of a function, and switch off what the tests are about.
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'];
  return await driver.launch({ executablePath: await chromium.executablePath(), args, headless: true });
}

/** Everything that goes wrong while a page is used: errors, refusals of the policy, failed and foreign requests. */
export function troubleOf(page: Page, origin: string): readonly string[] {
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') trouble.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => {
    // A page that is left while it loads ends its own requests.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') trouble.push(`failed: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) trouble.push(`${response.status()}: ${response.url()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob|about):/.test(url)) trouble.push(`foreign: ${url}`);
  });
  return trouble;
}
