import { expect, test } from 'vitest';
import { reviewTrees } from '../review/memory-tree.ts';
import { gateway } from '../manifests/gateway-api.ts';

const edge = gateway(['http HTTP 80']);
const whyOf = async (path: string, more: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const review = await reviewTrees(
    { ...more, [path]: edge.replace('port: 80', 'port: 81') },
    { ...more, [path]: edge },
  );
  return review.unread.map((entry) => `${entry.path} (${entry.effect}): ${entry.reason}`);
};

const documentation = (who: string): readonly string[] => [
  `docs/edge.yaml (neutral): is not looked at: it is documentation, although ${who} names it; list its folder under clusters[].paths if that is right`,
];

test.each([
  ['a script', 'deploy.sh', 'kubectl apply -f docs/edge.yaml\n'],
  ['a script beside it', 'docs/deploy.sh', 'kubectl apply -f edge.yaml\n'],
  ['a script that applies its folder', 'deploy.sh', 'kubectl apply \\\n  -R -f ./docs/\n'],
  ['a script that applies all that fits a glob', 'deploy.sh', 'for f in docs/*.yaml; do kubectl apply -f "$f"; done\n'],
  ['a Makefile', 'Makefile', 'deploy:\n\tkubectl apply -f docs/edge.yaml\n'],
  ['a Taskfile', 'Taskfile.yml', "version: '3'\ntasks: { deploy: { cmds: [kubectl apply -f docs/edge.yaml] } }\n"],
  ['a justfile', 'justfile', 'deploy:\n  kubectl apply -f docs/edge.yaml\n'],
  [
    'a workflow',
    '.github/workflows/a.yml',
    'on: push\njobs: { a: { runs-on: a, steps: [{ run: kubectl apply -f docs/edge.yaml }] } }\n',
  ],
  ['GitLab CI', '.gitlab-ci.yml', 'a: { script: [kubectl apply -f docs/edge.yaml] }\n'],
  [
    'Azure Pipelines',
    'azure-pipelines.yml',
    'steps:\n  - task: KubernetesManifest@1\n    inputs:\n      manifests: |\n        docs/edge.yaml\n',
  ],
  [
    'Skaffold',
    'skaffold.yaml',
    'apiVersion: skaffold/v4beta11\nkind: Config\nmanifests:\n  rawYaml:\n    - docs/*.yaml\n',
  ],
  [
    'Terraform',
    'main.tf',
    'resource "kubernetes_manifest" "edge" {\n  manifest = yamldecode(file("docs/edge.yaml"))\n}\n',
  ],
  [
    'Ansible',
    'play.yml',
    '- hosts: localhost\n  tasks:\n    - kubernetes.core.k8s: { state: present, src: docs/edge.yaml }\n',
  ],
])('documentation that %s applies is told with who does', async (_, script, text) => {
  expect(await whyOf('docs/edge.yaml', { [script]: text })).toEqual(documentation(script));
});

test('and what nobody names is told as what is known', async () => {
  expect(await whyOf('docs/edge.yaml', { 'deploy.sh': 'kubectl apply -f all.yaml\n' })).toEqual([
    'docs/edge.yaml (neutral): is not looked at: it is documentation, and no tool here takes it in',
  ]);
});

test('a file beside a kustomization that a script applies', async () => {
  const more = {
    'edge/kustomization.yaml': 'resources: [other.yaml]\n',
    'edge/other.yaml': edge.replace('name: edge', 'name: other'),
    'deploy.sh': 'kubectl apply -f edge/a.yaml\n',
  };
  expect(await whyOf('edge/a.yaml', more)).toEqual([
    'edge/a.yaml (neutral): is not taken in by the kustomization beside it, although deploy.sh names it',
  ]);
});
