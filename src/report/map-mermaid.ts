import { releaseId, type MappedCluster, type TreeMap } from './map.ts';
import { mermaidLabel } from './escape/escape-mermaid.ts';
import { codeBlock, codeSpan, prose } from './escape/escape-markdown.ts';

/** What was understood of a tree, as Markdown with a diagram that GitHub draws. */
export function mapMarkdown({ clusters, unread }: TreeMap): string {
  const evidence = clusters.map(({ name, evidence: why }) => `- cluster ${codeSpan(name)}: ${prose(why)}\n`);
  const missing = unread.map(({ path, reason }) => `- ${codeSpan(path)}: ${prose(reason)}\n`);
  return [
    codeBlock(['flowchart LR', ...clusters.flatMap(clusterLines)].join('\n'), 'mermaid'),
    evidence.join(''),
    missing.length > 0 ? `Could not read:\n\n${missing.join('')}` : '',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function clusterLines(cluster: MappedCluster, index: number): readonly string[] {
  const id = (kind: string, position: number): string => `c${index}${kind}${position}`;
  const release = ({ name, chart, chartVersion }: MappedCluster['releases'][number], position: number): string =>
    `    ${id('r', position)}[${mermaidLabel(`release ${name.value ?? '?'}`, `${chart} ${chartVersion.value ?? '?'}`)}]`;
  const controller = ({ name, controllerName }: MappedCluster['controllers'][number], position: number): string =>
    `    ${id('k', position)}([${mermaidLabel(`controller ${name}`, controllerName.value ?? '?')}])`;
  const gateway = (
    { name, namespace, class: className, listeners }: MappedCluster['gateways'][number],
    position: number,
  ): string =>
    `    ${id('g', position)}{{${mermaidLabel(`Gateway ${namespace ?? ''}/${name}`, `class ${className}`, ...listeners)}}}`;
  return [
    `  subgraph c${index}[${mermaidLabel(`cluster ${cluster.name}`)}]`,
    ...cluster.releases.map(release),
    ...cluster.controllers.map(controller),
    ...cluster.gateways.map(gateway),
    ...installs(cluster, id),
    ...reconciles(cluster, id),
    '  end',
  ];
}

type Id = (kind: string, position: number) => string;

function installs({ releases, controllers }: MappedCluster, id: Id): readonly string[] {
  return controllers.flatMap((controller, to) => {
    const from = releases.findIndex((release) => releaseId(release) === controller.release);
    return from < 0 ? [] : [`    ${id('r', from)} -->|installs| ${id('k', to)}`];
  });
}

function reconciles({ controllers, gateways }: MappedCluster, id: Id): readonly string[] {
  return gateways.flatMap((gateway, to) => {
    const from = controllers.findIndex(({ name }) => name === gateway.controller);
    return from < 0 ? [] : [`    ${id('k', from)} -->|reconciles| ${id('g', to)}`];
  });
}
