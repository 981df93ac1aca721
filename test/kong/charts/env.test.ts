import { describe, expect, test } from 'vitest';
import { place, render, variable } from './release.ts';

/** A container of the rendered workload. */
function container(values: string, role: 'proxy' | 'ingress-controller', version?: string) {
  const [found, second] = render(values, version).workloads.flatMap(({ containers }) =>
    containers.filter((each) => each.role === role),
  );
  if (found === undefined || second !== undefined) throw new Error('expected one container');
  return found;
}

const proxy = (values: string, version?: string) => container(values, 'proxy', version);
const controller = (values: string, version?: string) =>
  container(`ingressController: ${values}`, 'ingress-controller', version);

/** What Helm 4.1 makes of these values with kong/kong 3.4.1. */
describe('the image', () => {
  test.each([
    ['{}', 'kong:3.9'],
    ['image: {repository: r/kong-gateway, tag: "3.8"}', 'r/kong-gateway:3.8'],
    ['image: {tag: 0, effectiveSemver: "3.9.0"}', 'kong:0'],
    ['image: {unifiedRepoTag: "r/kong-gateway:3.9.1"}', 'r/kong-gateway:3.9.1'],
    ['image: {unifiedRepoTag: "r/kong:3.9.1", repository: x, tag: "3.4"}', 'r/kong:3.9.1'],
    ['image: {unifiedRepoTag: "r/kong:1", tag: null, effectiveSemver: "3.9.0"}', 'r/kong:1'],
    ['image: {unifiedRepoTag: ""}', 'kong:3.9'],
    ['image: {unifiedRepoTag: 3}', '3'],
    ['image: {repository: null}', undefined],
    ['image: {repository: ""}', undefined],
  ])('of Kong with %s', (values, image) => {
    expect(proxy(values).image?.value).toBe(image);
  });

  test('of the controller tells its version', () => {
    expect(controller('{image: {unifiedRepoTag: "r/kic:3.3.1"}}').image?.value).toBe('r/kic:3.3.1');
  });

  test.each([
    ['image:\n  unifiedRepoTag: r/kong:3\n', 'values.yaml:2'],
    ['image:\n  repository: r/kong\n  tag: "3.8"\n', 'values.yaml:3'],
  ])('stands where it is written: %j', (values, at) => {
    expect(place(proxy(values).image?.at)).toBe(at);
  });

  test.each([
    ['image: {tag: "", effectiveSemver: "3.9.0"}', 'image.tag is empty, which breaks the manifest'],
    ['image: {tag: null, effectiveSemver: "3.9.0"}', 'image.tag is empty, which breaks the manifest'],
    ['ingressController: {image: {tag: null}}', 'ingressController.image.tag is empty, which breaks the manifest'],
  ])('%s: %s', (values, message) => {
    expect(render(values).failure?.message).toBe(`${message} (kong/kong 3.4.1)`);
  });
});

describe('a variable of the user', () => {
  const pasted = 'unknown: its text is pasted into the manifest as it stands (it holds "valueFrom")';
  const elsewhere = 'unknown: it is read from elsewhere in the cluster (valueFrom)';
  const map = 'unknown: it is a map, which is no value of a variable';

  test.each([
    ['env: {x: a}', 'KONG_X', 'a'],
    ['env: {x: 1.50}', 'KONG_X', '1.5'],
    ['env: {x: off}', 'KONG_X', 'false'],
    ['env: {x: ""}', 'KONG_X', ''],
    ['env: {x: null}', 'KONG_X', ''],
    ['env: {x: []}', 'KONG_X', '[]'],
    ['env: {x: [a, 1, b c]}', 'KONG_X', '[a 1 b c]'],
    ['env: {x: {value: 7}}', 'KONG_X', '7'],
    ['env: {x: {value: {a: b}}}', 'KONG_X', map],
    ['env: {x: {value: [a]}}', 'KONG_X', map],
    ['env: {x: {a: b}}', 'KONG_X', map],
    ['env: {x: {valueFrom: {secretKeyRef: {name: s, key: k}}}}', 'KONG_X', elsewhere],
    ['env: {proxy_listen: "valueFrom: {secretKeyRef: {name: s, key: k}}"}', 'KONG_PROXY_LISTEN', pasted],
    ['env: {proxy_listen: ""}', 'KONG_PROXY_LISTEN', ''],
    ['env: {PROXY_LISTEN: a, proxy_listen: b}', 'KONG_PROXY_LISTEN', 'b'],
    ['env: {proxy_listen: b, PROXY_LISTEN: a}', 'KONG_PROXY_LISTEN', 'b'],
    ['customEnv: {kong_proxy_listen: c}', 'KONG_PROXY_LISTEN', 'c'],
    ['{env: {proxy_listen: b}, customEnv: {KONG_PROXY_LISTEN: c}}', 'KONG_PROXY_LISTEN', 'c'],
    ['ingressController: {env: {publish_service: a/b}}', 'CONTROLLER_PUBLISH_SERVICE', 'a/b'],
    ['ingressController: {customEnv: {controller_publish_service: a/b}}', 'CONTROLLER_PUBLISH_SERVICE', 'a/b'],
    ['ingressController: {customEnv: {publish_service: a/b}}', 'PUBLISH_SERVICE', 'a/b'],
  ])('%s: %s', (values, name, expected) => {
    expect(variable(render(values), name)).toBe(expected);
  });

  test.each(['customEnv: null', 'customEnv: []', 'customEnv: {}'])('none in %s', (values) => {
    expect(render(values).failure).toBeNull();
    expect([...proxy(values).env]).toEqual([...proxy('{}').env]);
  });

  test('they stand where they are written, in the order of their names', () => {
    const { env } = proxy('env:\n  zz: a\n  b: [c]\n  d: null\n  aa:\n    value: f\n  e: valueFrom\n');
    const own = ['KONG_AA', 'KONG_B', 'KONG_D', 'KONG_E', 'KONG_ZZ'];
    expect([...env.keys()].filter((name) => own.includes(name))).toEqual(own);
    expect(own.map((name) => place(env.get(name)?.at))).toEqual([6, 3, 4, 7, 2].map((line) => `values.yaml:${line}`));
    expect([...env.keys()]).toEqual([...env.keys()].toSorted());
    expect(env.get('KONG_B')).toMatchObject({ node: null });
    expect(env.get('KONG_ZZ')).toMatchObject({ node: { text: 'a' } });
    expect(env.get('KONG_PROXY_LISTEN')).toMatchObject({ node: null, entries: { length: 4 } });
  });

  test.each([
    ['env: {x: {}}', 'the variable KONG_X is an empty map, which breaks the manifest'],
    ['ingressController: {env: {x: {}}}', 'the variable CONTROLLER_X is an empty map, which breaks the manifest'],
    ['customEnv: [a]', 'customEnv is a list, but the chart expects a map'],
    ['ingressController: {customEnv: x}', 'ingressController.customEnv is the string "x", but the chart expects a map'],
  ])('%s: %s', (values, message) => {
    expect(render(values).failure?.message).toBe(`${message} (kong/kong 3.4.1)`);
  });

  test('an empty map is told at its place', () => {
    expect(place(render('env:\n  a: b\n  x: {}\n').failure?.at)).toBe('values.yaml:3');
  });
});

describe('variables from elsewhere', () => {
  test.each([
    ['envFrom: [{secretRef: {name: s}}]', 'envFrom adds variables that are not in the values'],
    ['envFrom: {a: b}', 'envFrom adds variables that are not in the values'],
    ['envFrom: []', null],
    ['envFrom: ""', null],
  ])('%s', (values, reason) => {
    expect(proxy(values).unknownEnv).toBe(reason);
    const own = reason === null ? null : `ingressController.${reason}`;
    expect(controller(`{${values}}`).unknownEnv).toBe(own);
  });

  test('no chart before 2.34.0 reads them', () => {
    const values = 'envFrom: [{secretRef: {name: s}}]';
    expect(proxy(values, '2.33.3').unknownEnv).toBeNull();
    expect(proxy(values, '2.34.0').unknownEnv).not.toBeNull();
    expect(render('envFrom: null', '2.33.3').failure).toBeNull();
  });

  test.each(['envFrom', 'ingressController.envFrom'])('%s: null', (path) => {
    const values = path === 'envFrom' ? 'envFrom: null' : 'ingressController: {envFrom: null}';
    expect(render(values).failure?.message).toBe(`${path} is null, but the chart takes its length (kong/kong 3.4.1)`);
  });
});

describe('the arguments of the controller', () => {
  const words = (values: string, version?: string) => controller(values, version).args.map(({ value }) => value);

  test.each([
    ['{}', []],
    ['{args: null}', []],
    ['{args: ""}', []],
    ['{args: [--a=b, 7, true]}', ['--a=b', '7', 'true']],
    ['{args: {b: 2, a: 1}}', ['1', '2']],
  ])('%s', (values, expected) => {
    expect(words(values)).toEqual(expected);
  });

  test('the chart put the program itself first before 2.6.0', () => {
    expect(words('{args: [--a]}', '2.5.0')).toEqual(['/kong-ingress-controller', '--a']);
    expect(words('{}', '2.5.0')).toEqual(['/kong-ingress-controller']);
    expect(words('{args: [--a]}', '2.6.0')).toEqual(['--a']);
  });

  test('each stands where it is written', () => {
    expect(place(controller('\n  args:\n  - --a\n  - --b\n').args[1]?.at)).toBe('values.yaml:4');
  });
});
