import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { fragmentOf } from '../../site/src/playground/share.ts';
import type { Repository } from '../../site/src/playground/repository.ts';
import { hiddenInText } from '../security/hiding.ts';
import { slowAttacks } from '../security/attacks.ts';
import { startBrowser, troubleOf } from './browser.ts';
import { base } from './build-site.ts';
import { serveFolder, type StaticServer } from './static-server.ts';

let browser: Browser;
let server: StaticServer;
let page: Page;
let trouble: readonly string[];

beforeAll(async () => {
  [browser, server] = await Promise.all([startBrowser(), serveFolder(inject('site'), base)]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  trouble = troubleOf(page, server.url);
});

afterEach(async () => {
  await page.close();
  if (trouble.length > 0) throw new Error(trouble.join('\n'));
});

const verdict = (): Promise<string> => page.locator('#pg-verdict').innerText();

async function settled(words: RegExp): Promise<void> {
  await page.locator('#pg-verdict[data-verdict]', { hasText: words }).waitFor();
}

async function open(fragment: string): Promise<void> {
  await page.goto(`${server.url}playground/${fragment}`);
  await page.locator('#pg-verdict[data-verdict]').waitFor();
}

async function openRepository(repository: Repository): Promise<void> {
  const fragment = await fragmentOf({ repository, open: null });
  await open(`#${fragment}`);
}

const twice = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge }
spec:
  gatewayClassName: kong
  listeners: [{ name: a, port: 80, protocol: HTTP }, { name: a, port: 81, protocol: HTTP }]
`;

describe('the playground', () => {
  test('reviews the demo when nothing is asked for, and underlines what it finds', async () => {
    await open('');
    await settled(/Fails: 3 introduced/);
    expect(await page.locator('#pg-findings > li').count()).toBe(3);
    expect(await page.locator('.cm-lintRange-error').count()).toBeGreaterThan(0);
    const report = page.frameLocator('#pg-report');
    await report.getByRole('heading', { name: 'Portcullis: 3 errors introduced' }).waitFor();
  });

  test('has every wrong example of the rules, and the set-up of the documentation without a finding', async () => {
    await open('#example=listener-conflict');
    expect(await verdict()).toMatch(/Fails: 1 finding/);
    await page.locator('#pg-example').selectOption('documentation');
    await settled(/Passes: no findings/);
  });

  test('applies a suggestion with a click', async () => {
    await open('#example=listener-port-unavailable');
    await page.getByRole('button', { name: /^Apply the suggestion/ }).click();
    await settled(/Passes: no findings/);
    expect(await page.locator('.cm-content').innerText()).toContain('port: 80');
  });

  test('applies no suggestion to a file that was edited since', async () => {
    await open('#example=listener-port-unavailable');
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+Home');
    await page.evaluate(`(async () => {
      const apply = [...document.querySelectorAll('#pg-findings button')].find(({ textContent }) => textContent.startsWith('Apply'));
      document.execCommand('insertText', false, '# one\\n# two\\n');
      // As soon as the editor knows, and no review does.
      await new Promise((resolve) => new MutationObserver(resolve).observe(document.querySelector('.cm-content'), { childList: true, subtree: true, characterData: true }));
      apply.click();
    })()`);
    await page.waitForTimeout(1_000);
    expect(await page.locator('.cm-content').innerText()).not.toContain('port: 80\n');
  });

  test('reviews what is typed', async () => {
    await open('#example=documentation');
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('broken: [');
    await settled(/Fails: 1 finding/);
    expect(await page.locator('#pg-findings').innerText()).toContain('yaml-syntax');
  });

  test('compares with a base, and shows either side', async () => {
    await open('#example=listener-conflict');
    await page.getByLabel('Compare with a base').check();
    await settled(/Passes: 1 existing/);
    await page.getByLabel('Base', { exact: true }).check();
    expect(await page.locator('#pg-open').innerText()).toBe('gateways/edge.yaml');
    await page.getByRole('button', { name: 'Remove' }).click();
    await settled(/Fails: 1 introduced/);
    expect(await page.locator('#pg-open').innerText()).toBe('gateways/edge.yaml (not in base)');
  });

  test('a link brings the same state back, the demo of the README too', async () => {
    await open('#example=demo');
    const before = await page.locator('#pg-findings').innerText();
    await page.waitForURL(/#state=/);
    const link = page.url();
    await page.goto('about:blank');
    await page.goto(link);
    await settled(/Fails: 3 introduced/);
    expect(await page.locator('#pg-findings').innerText()).toBe(before);
  });

  test('a link that is cut says so, and leaves a working page', async () => {
    await open('#state=AAAA');
    expect(await page.locator('#pg-note').innerText()).toContain('cut or broken');
    expect(await verdict()).toMatch(/Fails: 3 introduced/);
  });

  test('an example that is not there says so, and leaves a working page', async () => {
    await page.route('**/nope.json', async (route) => await route.fulfill({ status: 300 }));
    await open('#example=nope');
    expect(await page.locator('#pg-note').innerText()).toBe('There is no example "nope".');
    await settled(/Fails: 3 introduced/);
  });

  test('adds files whose names every object has', async () => {
    await open('#example=documentation');
    for (const name of ['constructor', '__proto__', 'toString']) {
      await page.locator('#pg-new').fill(name);
      await page.keyboard.press('Enter');
      expect(await page.locator('#pg-open').innerText()).toBe(name);
      expect(await page.locator('.cm-content').innerText()).toBe('\n');
    }
    expect((await page.locator('#pg-paths').innerText()).split('\n')).toEqual(
      expect.arrayContaining(['__proto__', 'constructor', 'toString']),
    );
  });

  test('reviews a folder from the disk without its name in the paths', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-dropped-'));
    const files = { 'repo/gateways/edge.yaml': twice, 'repo/.git/config': 'x', 'repo/logo.png': 'a\0b' };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    await open('');
    await page.locator('#pg-folder').setInputFiles(join(folder, 'repo'));
    await settled(/Fails: 1 finding/);
    expect(await page.locator('#pg-paths').innerText()).toBe('gateways/edge.yaml\n1 finding');
    expect(await page.locator('#pg-note').innerText()).toBe(
      '1 file was left out: too large, not text, or more than the page takes.',
    );
    rmSync(folder, { recursive: true });
  });

  test('works from the keyboard: a place of a finding puts the cursor there', async () => {
    await open('#example=listener-conflict');
    await page.locator('#pg-findings .pg-place').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Text of gateways/edge.yaml');
  });

  test('loads the grammar of a script only when one is opened', async () => {
    const loaded: string[] = [];
    page.on('response', (response) => loaded.push(response.url()));
    await open('');
    expect(loaded.filter((url) => url.includes('shell'))).toEqual([]);
    await page.locator('#pg-new').fill('deploy.sh');
    await page.keyboard.press('Enter');
    await page.waitForResponse(/shell/);
  });

  test('loads what reads scripts, and what evaluates rules of definitions, where files need it', async () => {
    const loaded: string[] = [];
    page.on('response', (response) => loaded.push(response.url()));
    const gateway = `${twice.replaceAll(/^ {2}listeners.*$/gm, '  listeners: [{ name: web, port: 80, protocol: HTTP }]')}---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: kong, annotations: { konghq.com/gatewayclass-unmanaged: 'true' } }
spec: { controllerName: konghq.com/kic-gateway-controller }
`;
    const onDemand = (): readonly string[] => loaded.filter((url) => /\/(?:parser|loaded-expressions)-/.test(url));
    await openRepository({ base: null, head: { 'gateways/edge.yaml': gateway } });
    expect([await verdict(), onDemand()]).toEqual([expect.stringMatching(/Passes/), []]);
    const script = 'helm install kong kong/kong --version 2.48.0 -n kong --set proxy.http.servicePort=8080\n';
    await openRepository({ base: null, head: { 'gateways/edge.yaml': gateway, 'deploy.sh': script } });
    await page.locator('#pg-findings', { hasText: 'listener-port-unavailable' }).waitFor();
    expect(onDemand()).toHaveLength(1);
    await openRepository({ base: null, head: { 'a.yaml': `${gateway}# x-kubernetes-validations\n` } });
    await settled(/Passes/);
    expect(onDemand()).toHaveLength(2);
  });

  test('loads the schemas of plugins where a plugin is judged', async () => {
    const loaded: string[] = [];
    page.on('response', (response) => loaded.push(response.url()));
    await open('');
    await settled(/Fails/);
    expect(loaded.filter((url) => url.includes('plugin-schemas'))).toEqual([]);
    await open('#example=kong-refuses-configuration');
    await page.locator('#pg-findings', { hasText: 'kong-refuses-configuration' }).waitFor();
    expect(loaded.filter((url) => url.includes('plugin-schemas'))).toHaveLength(1);
  });

  test('says that a file was not read', async () => {
    await openRepository({ base: null, head: { 'gateways/edge.yaml': `${twice}# \0` } });
    expect(await verdict()).toMatch(/Fails: no findings, 1 file not read, in/);
  });

  test('opens links of the check run beside the page', async () => {
    await open('');
    await settled(/Fails: 3 introduced/);
    const link = page.frameLocator('#pg-report').locator('a[href]').first();
    const [opened] = await Promise.all([page.waitForEvent('popup'), link.click({ modifiers: [] })]);
    await opened.close();
    expect(await page.frameLocator('#pg-report').locator('h1, h2').first().innerText()).toContain('Portcullis');
  });

  test('says what a configuration that is not valid says', async () => {
    await openRepository({ base: null, head: { '.github/portcullis.yml': 'failOn: [' } });
    expect(await verdict()).toMatch(/portcullis\.yml/);
  });

  test('judges by a configuration that is valid, and names the setting of one that is not', async () => {
    const files = (configuration: string) => ({ 'a.yaml': twice, '.github/portcullis.yml': configuration });
    await openRepository({ base: null, head: files('rules: { object-rejected: notice }\n') });
    expect(await page.locator('#pg-findings').innerText()).toContain('notice');
    await openRepository({ base: null, head: files('failOn: somtimes\n') });
    await settled(/portcullis\.yml/);
    expect(await verdict()).toContain('failOn');
  });
});

const textsOf = (files: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

describe('what a hostile file cannot do', () => {
  const script = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
  const table: readonly (readonly [name: string, files: Readonly<Record<string, string>>])[] = [
    [
      'markup in a value',
      {
        'gateways/a.yaml': `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: '${script}' }\nspec: { gatewayClassName: '${script}', listeners: [] }\n`,
      },
    ],
    ['markup in a path', { [`gateways/${script.replaceAll('/', '|')}.yaml`]: 'kind: [' }],
    ['the prototype', { __proto__x: 'a', constructor: 'kind: [', 'toString.yaml': 'kind: [' }],
    ...hiddenInText.map(({ what, head }) => [what, textsOf(head)] as const),
    ...slowAttacks.map(({ what, files }) => [what, files] as const),
  ];

  test('leaves a page that reviews the next input', async () => {
    await open('#example=documentation');
    for (const [what, files] of table) {
      const fragment = await fragmentOf({ repository: { base: null, head: files }, open: null });
      if (fragment === null) continue;
      await page.evaluate(`location.hash = ${JSON.stringify(fragment)}`);
      await page.waitForURL((url) => url.hash !== '' && !url.hash.startsWith('#example'));
      await page.locator('#pg-example').selectOption('listener-conflict');
      await settled(/Fails: 1 finding/).catch((cause: unknown) => {
        throw new Error(`after ${what}`, { cause });
      });
      expect(await page.title()).toContain('Playground');
      await page.locator('#pg-example').selectOption('documentation');
      await settled(/Passes: no findings/);
    }
  });
});
