import type { ClusterView } from '../kong/model/cluster-view.ts';
import type { Controller } from '../kong/model/model.ts';
import type { Fact } from '../source/location.ts';
import { codeSpan, prose } from './escape/escape-markdown.ts';
import type { Release } from '../gitops/model/release.ts';

/** What the statements about a cluster rest on without being written in the tree, as Markdown sentences. */
export function assumptionsOf(cluster: ClusterView): readonly string[] {
  return [
    ...cluster.releases.flatMap(({ release }) => releaseAssumptions(release)),
    ...cluster.controllers.filter(({ kind }) => kind === 'kic').flatMap(controllerAssumptions),
  ];
}

function releaseAssumptions(release: Release): readonly string[] {
  const { name, namespace, chart, chartVersion } = release;
  const about = `release ${codeSpan(name.certainty === 'unknown' ? chart : name.value)}`;
  return [
    ...assumed(about, 'name', name),
    ...assumed(about, 'namespace', namespace),
    ...assumed(about, `version of ${chart}`, chartVersion),
  ];
}

function controllerAssumptions({ id, controllerName, publishService }: Controller): readonly string[] {
  const about = `controller ${codeSpan(id)}`;
  return [...assumed(about, 'controller name', controllerName), ...assumed(about, 'publish Service', publishService)];
}

function assumed(about: string, what: string, fact: Fact<string | null>): readonly string[] {
  if (fact.certainty !== 'defaulted' || fact.value === null) return [];
  return [`${about}: ${what} ${codeSpan(fact.value)} (${prose(fact.from)})`];
}
