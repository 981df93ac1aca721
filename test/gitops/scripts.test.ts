import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import type { Release } from '../../src/gitops/model/release.ts';
import { nameOf } from '../../src/kubernetes/object.ts';
import { toJson } from '../../src/source/json.ts';
import { isLocation } from '../../src/source/location.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';

/** Files that the scripts below speak of. */
const tree: Readonly<Record<string, string>> = {
  'v.yaml': 'a: 1\n',
  'deploy/v.yaml': 'a: 2\n',
  'deploy/only.yaml': 'a: 3\n',
  'charts/edge/Chart.yaml':
    'apiVersion: v2\nname: umbrella\nversion: 1.0.0\ndependencies: [{name: kong, version: 3.4.1, repository: "https://charts.konghq.com"}]\n',
  'charts/edge/values.yaml': 'kong: {a: 4}\n',
};

/** `namespace/name version {values}`: a release; `?` stands for what is not known. */
function line({ name, namespace, chartVersion, values, unverified }: Release): string {
  const text = (fact: Release['name']): string => (fact.certainty === 'unknown' ? '?' : fact.value);
  const given = unverified === null ? JSON.stringify(toJson(values)) : '?';
  return `${text(namespace)}/${text(name)} ${text(chartVersion)} ${given}`;
}

function read(path: string, text: string): string[] {
  const { clusters, unread } = discoverClusters(sourcesOf({ ...tree, [path]: text }), defaultConfig);
  const own = clusters.flatMap(({ releases, objects, unverified }) => [
    ...releases.filter(({ declaration }) => declaration.tool === 'script').map(line),
    ...objects.map((object) => `${nameOf(object)} at ${isLocation(object.root.at) ? object.root.at.line : '?'}`),
    ...unverified.filter(({ cause }) => cause !== 'not-deployed').map(({ reason }) => `(${reason})`),
  ]);
  return [...own, ...unread.map(({ reason }) => `unread: ${reason}`)];
}

const plain = 'helm install kong kong/kong -n kong --version 3.4.1';
const one = 'kong/kong 3.4.1 {}';
const unknown = 'kong/kong 3.4.1 ?';

describe('words', () => {
  test.each<[string, string]>([
    [plain, one],
    [`${plain} -f v.yaml`, 'kong/kong 3.4.1 {"a":1}'],
    [`${plain} --values=v.yaml --set b=2`, 'kong/kong 3.4.1 {"a":1,"b":2}'],
    [`${plain} \\\n  -fv.yaml \\\n  --wait`, 'kong/kong 3.4.1 {"a":1}'],
    [`helm upgrade -in kong kong kong/kong --version "3.4.1" --set 'b=x\\,y'`, 'kong/kong 3.4.1 {"b":"x,y"}'],
    [`${plain} --set proxy.stream[0].port=5`, 'kong/kong 3.4.1 {"proxy":{"stream":[{"port":5}]}}'],
    [`${plain} --set-string b=1 --set b=2,c=3`, 'kong/kong 3.4.1 {"b":"1","c":3}'],
    [`${plain} --set b={x,y}`, unknown],
    [`${plain} --set 'b={x,y=1}'`, unknown],
    [`${plain} $EXTRA_ARGS`, unknown],
    [`${plain} "$@"`, unknown],
    [`${plain} "\${ARGS[@]}"`, unknown],
    [`${plain} \${DEBUG:+--set a=b}`, unknown],
    [`${plain} $(flags)`, unknown],
    [`${plain} --set a=$X`, unknown],
    [`${plain} -f $X`, unknown],
    [`${plain} -f v-$X.yaml`, unknown],
    [`${plain} -f <(sops -d v.yaml)`, unknown],
    [`${plain} -f *.yaml`, unknown],
    [`helm install $ARGS kong kong/kong -n kong --version 3.4.1`, unknown],
    [`helm install $NAME kong/kong -n kong --version 3.4.1`, 'kong/? 3.4.1 ?'],
    [`helm install "$NAME" kong/kong -n "$NS" --version "$V"`, '?/? ? {}'],
    [`helm install kong kong/kong -n $NS`, '?/kong ? {}'],
    [`helm install --generate-name kong/kong`, 'default/? ? {}'],
    [`export HELM_NAMESPACE=kong\nhelm install kong kong/kong`, '?/kong ? {}'],
    [`${plain} --reuse-values`, unknown],
    ['helm upgrade kong kong/kong -n kong --version 3.4.1', unknown],
    [`${plain}\nkubectl patch svc kong-kong-proxy -n kong -p '{}'`, unknown],
    [`${plain}\nkubectl patch storageclass gp2 -p '{}'`, one],
    [`${plain} -f missing.yaml`, unknown],
  ])('%j', (script, expected) => {
    expect(read('a.sh', script)).toEqual([expected]);
  });

  test('a variable with one literal value is that value, in words as the shell parts them', () => {
    const known = 'NS=kong\nV="3.4.1"\nARGS="-f v.yaml --set b=2"\n';
    expect(read('a.sh', `${known}helm install kong kong/kong -n $NS --version \${V} $ARGS`)).toEqual([
      'kong/kong 3.4.1 {"a":1,"b":2}',
    ]);
    expect(read('a.sh', `${known}helm install kong kong/kong -n $NS --version $V "$ARGS"`)).toEqual([unknown]);
  });

  test.each([
    'NS=a\nNS=kong',
    'if x; then NS=kong; fi',
    'NS=${NS:-kong}',
    ': ${NS:=kong}',
    'NS=kong\nread NS',
    'NS=kong\nsource env.sh',
    'NS=kong\nfor NS in a b; do :; done',
    'NS=kong\neval "$(x)"',
    'NS=k\nNS+=ong',
    'NS=$(cat ns)',
    'f() { NS=kong; }',
    '( NS=kong )',
    'export NS',
  ])('a variable that has more than one value, or perhaps another: %j', (before) => {
    expect(read('a.sh', `${before}\nhelm install kong kong/kong -n "$NS" --version 3.4.1`)).toEqual([
      '?/kong 3.4.1 {}',
    ]);
    expect(read('a.sh', `${before}\nhelm install kong kong/kong -n kong --version 3.4.1 --set a=$NS`)).toEqual([
      unknown,
    ]);
  });
});

describe('what is a command', () => {
  test.each([
    `sudo -E ${plain}`,
    `env A=b ${plain}`,
    `command ${plain}`,
    `HELM_DEBUG=1 timeout 5m ${plain}`,
    plain.replace('helm', 'helm --kube-context prod'),
    plain.replace('helm', './bin/helm'),
    plain.replace('helm', '$HELM'),
    plain.replace('helm', '"${HELM}"'),
    `helm repo update && ${plain}`,
    `${plain} | tee log`,
    `${plain} || exit 1`,
    `set -e\n( ${plain} )`,
    `{ ${plain}; } > log 2>&1`,
    `OUT=$(${plain})`,
    `echo "$(${plain})"`,
    `until ${plain}; do sleep 1; done`,
    `if ! helm status kong; then ${plain}; fi`,
    `helm status kong || ${plain}`,
    `for i in 1 2 3; do ${plain} && break; done`,
    `f() { ${plain}; }\nf`,
    `run() { echo "+ $*"; "$@"; }\nrun ${plain}`,
    'f() { helm install "$1" kong/kong -n "$2" --version $3; }\nf kong kong 3.4.1',
    `case "$1" in up) ${plain};; esac`,
    `bash -c '${plain}'`,
    `sh -ec "${plain}"`,
    `bash <<'EOF'\n${plain}\nEOF`,
    `${plain}\n${plain}`,
    `if x; then ${plain}; else ${plain.replace('install', 'upgrade --install')}; fi`,
    `helm repo add acme https://charts.konghq.com\n${plain.replace('kong/kong', 'acme/kong')}`,
    plain.replace('kong/kong', 'kong --repo https://charts.konghq.com'),
    plain.replace('kong/kong', 'oci://ghcr.io/kong/kong'),
  ])('%j', (script) => {
    expect(read('a.sh', `#!/usr/bin/env bash\n${script}\n`)).toEqual([one]);
  });

  test.each([
    `echo "next, run: ${plain}"`,
    `echo ${plain}`,
    `printf '%s' "${plain}"`,
    `# ${plain}`,
    `cat <<EOF\n${plain}\nEOF`,
    `usage() {\n  cat <<-EOF\n\t${plain}\n\tEOF\n}\nusage`,
    `ssh host <<EOF\n${plain}\nEOF`,
    `: '\n${plain}\n'`,
    `HELP="${plain}"`,
    `f() { ${plain}; }`,
    `if false; then ${plain}; fi`,
    `exit 0\n${plain}`,
    `eval "${plain} $X"`,
    `${plain} --dry-run`,
    `helm template kong kong/kong`,
    `helm diff upgrade kong kong/kong`,
    `command -v ${plain}`,
    `helm uninstall kong`,
    plain.replace('kong/kong', '"$CHART"'),
    plain.replace('kong/kong', 'bitnami/kong'),
    `helm repo add kong https://charts.bitnami.com/bitnami\n${plain}`,
    'helm() { :; }\n' + plain,
    `${plain} --no-such-flag x`,
    `docker run alpine/helm ${plain}`,
  ])('no command, or none that installs: %j', (script) => {
    expect(read('a.sh', script)).toEqual([]);
  });

  const other = plain.replace('kong kong/kong', 'internal kong/kong');
  const changed = `${plain} --set a=1`;
  test.each<[string, string[]]>([
    [`${plain}\n${other}`, [one, 'kong/internal 3.4.1 {}']],
    [
      `if x; then ${plain}; else ${other}; fi`,
      ['(which of several releases of Kong are in use hangs on which commands are run (a.sh))'],
    ],
    [
      `${plain}\nif x; then ${other}; fi`,
      ['(which of several releases of Kong are in use hangs on which commands are run (a.sh))'],
    ],
    [`case $1 in a) ${plain};; b) ${changed};; esac`, ['(scripts install one release in different ways (a.sh))']],
    [`${plain} || ${changed}`, ['(scripts install one release in different ways (a.sh))']],
  ])('alternatives are not there together: %j', (script, expected) => {
    expect(read('a.sh', script)).toEqual(expected);
  });

  test('a script that no shell would take is not judged', () => {
    expect(read('a.sh', `if x; then\n${plain}\n`)).toEqual([
      '(line 3 is no shell that can be read)',
      'unread: line 3 is no shell that can be read',
    ]);
  });
});

describe('paths', () => {
  test.each<[string, string, string]>([
    ['deploy/a.sh', `cd "$(dirname "$0")"\n${plain} -f v.yaml`, 'kong/kong 3.4.1 {"a":2}'],
    [
      'deploy/a.sh',
      `DIR="$(cd "$(dirname "\${BASH_SOURCE[0]}")" >/dev/null && pwd)"\n${plain} -f "$DIR/v.yaml"`,
      'kong/kong 3.4.1 {"a":2}',
    ],
    ['deploy/a.sh', `${plain} -f "\${0%/*}/../v.yaml"`, 'kong/kong 3.4.1 {"a":1}'],
    [
      'deploy/a.sh',
      `S="$(cd "$(dirname "$0")" && pwd)"\nROOT="$(dirname "$S")"\n${plain} -f "$ROOT/v.yaml"`,
      'kong/kong 3.4.1 {"a":1}',
    ],
    ['deploy/a.sh', `ROOT="$(dirname "$(dirname "$0")")"\n${plain} -f $ROOT/v.yaml`, 'kong/kong 3.4.1 {"a":1}'],
    ['deploy/a.sh', `ROOT=$(dirname $(realpath $0))/..\n${plain} -f $ROOT/v.yaml`, 'kong/kong 3.4.1 {"a":1}'],
    ['deploy/a.sh', `cd "$(git rev-parse --show-toplevel)"\n${plain} -f v.yaml`, 'kong/kong 3.4.1 {"a":1}'],
    ['deploy/a.sh', `${plain} -f only.yaml`, 'kong/kong 3.4.1 {"a":3}'],
    ['deploy/a.sh', `${plain} -f v.yaml`, unknown],
    ['a.sh', `cd deploy && ${plain} -f v.yaml`, 'kong/kong 3.4.1 {"a":2}'],
    ['a.sh', `(cd deploy)\n${plain} -f v.yaml`, 'kong/kong 3.4.1 {"a":1}'],
    ['a.sh', `cd "$X"\n${plain} -f v.yaml`, unknown],
    ['a.sh', `if x; then cd deploy; fi\n${plain} -f v.yaml`, unknown],
    ['a.sh', `sed -i s/1/2/ v.yaml\n${plain} -f v.yaml`, unknown],
    ['a.sh', `envsubst < t > ./v.yaml\n${plain} -f v.yaml`, unknown],
    ['a.sh', `${plain} -f v.yaml\nrm v.yaml`, 'kong/kong 3.4.1 {"a":1}'],
    ['a.sh', `cat > w.yaml <<EOF\nb: 5\nEOF\n${plain} -f w.yaml`, 'kong/kong 3.4.1 {"b":5}'],
    ['a.sh', `cat <<EOF > w.yaml\nb: $X\nEOF\n${plain} -f w.yaml`, unknown],
    ['a.sh', `${plain} -f - <<-EOF\n\tb:\n\t  c: 6\n\tEOF\n`, 'kong/kong 3.4.1 {"b":{"c":6}}'],
    ['a.sh', `cat v.yaml | ${plain} -f -`, unknown],
    ['a.sh', `helm upgrade --install kong ./charts/edge -n kong`, 'kong/kong 3.4.1 {"a":4}'],
    ['a.sh', `cd charts\nhelm install kong edge -n kong`, 'kong/kong 3.4.1 {"a":4}'],
  ])('%s: %j', (path, script, expected) => {
    expect(read(path, script)).toEqual([expected]);
  });
});

test.each([
  [`cd "$X"\n`, 'from which directory the values file v.yaml is read, is known to the script alone'],
  ['', 'the values file w.yaml is not in the repository'],
])('what is said of a values file after %j', (before, expected) => {
  const script = `${before}${plain} -f ${before === '' ? 'w' : 'v'}.yaml`;
  const { clusters } = discoverClusters(sourcesOf({ ...tree, 'a.sh': script }), defaultConfig);
  expect(clusters.flatMap(({ releases }) => releases.map(({ unverified }) => unverified?.reason))).toEqual([expected]);
});

describe('a chart of the tree', () => {
  const orphans = (script: string): readonly string[] =>
    discoverClusters(sourcesOf({ ...tree, 'a.sh': script }), defaultConfig).clusters.flatMap(({ unverified }) =>
      unverified.filter(({ cause }) => cause === 'not-deployed').map(({ about }) => about),
    );

  test('that a command installs is not said to be installed by nobody', () => {
    expect(orphans('helm install kong ./charts/edge -n kong')).toEqual([]);
    expect(orphans(plain)).toEqual(['charts/edge/Chart.yaml']);
  });
});

describe('Makefiles and justfiles', () => {
  test.each<[string, string, string[]]>([
    ['Makefile', `NS := kong\ninstall: deps\n\t@helm install kong kong/kong -n $(NS) --version 3.4.1\n`, [one]],
    ['Makefile', `install:\n\t-${plain} \\\n\t\t-f v.yaml # all\n`, ['kong/kong 3.4.1 {"a":1}']],
    ['deploy/Makefile', `install:\n\t${plain} -f v.yaml\n`, ['kong/kong 3.4.1 {"a":2}']],
    ['Makefile', `install:\n\tcd deploy\n\t${plain} -f v.yaml\n`, ['kong/kong 3.4.1 {"a":1}']],
    ['Makefile', `install:\n\tcd deploy; \\\n\t${plain} -f v.yaml\n`, ['kong/kong 3.4.1 {"a":2}']],
    ['Makefile', `install:\n\tNS=kong; helm install kong kong/kong -n $$NS --version 3.4.1\n`, [one]],
    ['Makefile', `install:\n\t$(HELM) install kong kong/kong -n kong --version 3.4.1 # HELM\n`, [one]],
    ['Makefile', `install:\n\t${plain} $(EXTRA)\n`, [unknown]],
    ['Makefile', `install:\n\t${plain} $(if $(X),--set a=$(X))\n`, [unknown]],
    ['Makefile', `V ?= v.yaml\ninstall:\n\t${plain} -f $(V)\n`, [unknown]],
    ['Makefile', `V = v.yaml\ninclude x.mk\ninstall:\n\t${plain} -f $(V)\n`, [unknown]],
    ['Makefile', `V = v.yaml\nprod: V = p.yaml\ninstall:\n\t${plain} -f $(V)\n`, [unknown]],
    ['Makefile', `define HELP\n\t${plain}\nendef\nHELP2 = ${plain}\n# ${plain}\nhelp:\n\t@echo ${plain}\n`, []],
    [
      'Makefile',
      `a:\n\t${plain}\nb:\n\t${plain.replace('kong kong', 'other kong')}\n`,
      ['(which of several releases of Kong are in use hangs on which commands are run (Makefile))'],
    ],
    ['justfile', `install ns:\n    @${plain} --set a={{ns}}\n`, [unknown]],
    [
      'justfile',
      `install:\n    #!/usr/bin/env bash\n    cd deploy\n    ${plain} -f v.yaml\n`,
      ['kong/kong 3.4.1 {"a":2}'],
    ],
  ])('%s: %j', (path, text, expected) => {
    expect(read(path, text)).toEqual(expected);
  });
});

describe('workflows', () => {
  const workflow = (step: string, job = '', top = ''): string =>
    `on: push\n${top}jobs:\n  a:\n    runs-on: ubuntu-latest\n${job}    steps:\n    - name: "${plain}"\n      uses: acme/echo@v1\n      with: {args: "${plain}"}\n    - ${step.replaceAll('\n', '\n      ')}\n`;
  test.each<[string, string[]]>([
    [workflow(`run: ${plain} -f v.yaml`), ['kong/kong 3.4.1 {"a":1}']],
    [
      workflow(`run: |\n  set -e\n  ${plain} \\\n    -f v.yaml\nworking-directory: deploy`),
      ['kong/kong 3.4.1 {"a":2}'],
    ],
    [
      workflow(`run: ${plain} -f v.yaml`, '    defaults: {run: {working-directory: deploy}}\n'),
      ['kong/kong 3.4.1 {"a":2}'],
    ],
    [
      workflow(
        'run: helm install kong kong/kong -n $NS --version ${{ env.V }}',
        '    env: {NS: kong}\n',
        'env: {V: 3.4.1}\n',
      ),
      [one],
    ],
    [workflow(`run: ${plain} -f "$GITHUB_WORKSPACE/v.yaml"\nworking-directory: deploy`), ['kong/kong 3.4.1 {"a":1}']],
    [workflow(`run: ${plain} \${{ inputs.args }}`), [unknown]],
    [workflow(`run: ${plain} --set "a=\${{ github.sha }}"`), [unknown]],
    [workflow(`run: ${plain} -f \${{ matrix.env }}.yaml`), [unknown]],
    [workflow('run: helm install kong kong/kong -n ${{ inputs.ns }}'), ['?/kong ? {}']],
    [
      workflow(`run: echo NS=x >> $GITHUB_ENV; helm install kong kong/kong -n $NS`, '    env: {NS: kong}\n'),
      ['?/kong ? {}'],
    ],
    [workflow(`run: ${plain}\nshell: pwsh`), []],
    [workflow(`run: ${plain}\nif: false`), []],
    [workflow(`run: echo "${plain}"`), []],
  ])('%j', (text, expected) => {
    expect(read('.github/workflows/a.yaml', text)).toEqual(expected);
  });

  test('places stand in the workflow', () => {
    const files = { '.github/workflows/a.yaml': workflow(`run: |\n  set -e\n  ${plain}`) };
    const [release] = discoverClusters(sourcesOf(files), defaultConfig).clusters[0]?.releases ?? [];
    expect(release?.declaration.at).toMatchObject({ line: 11, column: 22, endColumn: 26 });
  });

  test.each<[string, string[]]>([
    [
      `install:\n  before_script: [cd deploy]\n  script:\n    - helm repo update\n    - ${plain} -f v.yaml\n`,
      ['kong/kong 3.4.1 {"a":2}'],
    ],
    [`install:\n  script:\n    - ${plain} -f v.yaml\n`, ['kong/kong 3.4.1 {"a":1}']],
    [`variables: {NS: kong}\ninstall:\n  script:\n    - helm install kong kong/kong -n $NS\n`, ['?/kong ? {}']],
  ])('GitLab: %j', (text, expected) => {
    expect(read('.gitlab-ci.yml', text)).toEqual(expected);
  });
});

describe('manifests that a script applies', () => {
  const gateway =
    'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: edge}\nspec: {gatewayClassName: kong}\n';
  test.each<[string, string[]]>([
    [`cat <<EOF | kubectl apply -f -\n${gateway}EOF\n`, ['Gateway default/edge at 2']],
    [`kubectl apply -n infra -f - <<'EOF'\n${gateway}EOF\n`, ['Gateway infra/edge at 2']],
    [`kubectl apply -f - <<EOF\n${gateway}  x: $Y\nEOF\n`, ['(the shell fills in a part of their text)']],
    [`kubectl -n "$NS" apply -f - <<EOF\n${gateway}EOF\n`, ['(their namespace is known to the script alone)']],
    [
      `if x; then kubectl apply -f - <<EOF\n${gateway}EOF\nfi`,
      ['(whether Gateway default/edge is in this cluster hangs on which commands are run)'],
    ],
    [`echo '---\n${gateway}' | kubectl apply -f -`, ['Gateway default/edge at 2']],
    [`echo "${gateway}# $X" | kubectl apply -f -`, ['(the shell fills in a part of their text)']],
    [`kubectl delete -f - <<EOF\n${gateway}EOF\n`, []],
    [`cat <<EOF > doc.txt\n${gateway}EOF\n`, []],
  ])('%j', (script, expected) => {
    expect(read('a.sh', `${script}\n# kong\n`)).toEqual(expected);
  });
});
