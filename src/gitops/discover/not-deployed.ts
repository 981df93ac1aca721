import { isReviewed } from '../../kubernetes/known-kinds.ts';
import type { Cause } from '../../source/doubt.ts';
import { ancestorsOf, directoryOf, isWithin, joinPath } from '../../source/paths.ts';
import type { Unit } from '../deployed/unit.ts';
import type { Account } from '../model/account.ts';
import { isTestHook } from '../objects/objects.ts';
import { chartAround } from '../tree/set-aside.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { KustomizeGraph } from './kustomize-graph.ts';
import { type Named, namedByAnyone } from './named-by.ts';

/** What a tree deploys, as far as it tells why a file is not. */
interface Deploying {
  readonly units: readonly Unit[];
  readonly graph: KustomizeGraph;
}

/** Why no tool that is read here deploys a file that names what a review looks at. */
export function whyNotDeployed(
  path: string,
  index: TreeIndex,
  { graph, units }: Deploying,
  nameOf: (path: string) => string | undefined,
): Account {
  const chart = chartAround(path, index);
  if (chart === null && index.setAside(path) === null && !index.objects(path).some(isReviewed))
    return aside(path, 'not-deployed', 'speaks of Kong or Gateway API, and deploys nothing that is looked at');
  // Helm installs a test only when somebody asks for it, and nobody sends requests to it.
  if (chart !== null && isWithin(path, joinPath(chart, 'templates')) && index.objects(path).every(isTestHook))
    return { kind: 'of-no-concern' };
  const names = nameOf(path);
  const although = (otherwise: string): string => (names === undefined ? otherwise : `although ${names} names it`);
  if (chart !== null) {
    const which = chart || 'the root';
    if (units.some(({ charts }) => charts.includes(chart)))
      return aside(path, 'not-deployed', `lies in the chart in ${which}, of which nothing but plain templates is read`);
    return aside(path, 'not-deployed', `belongs to the chart in ${which}, ${although('which no tool here installs')}`);
  }
  const why = index.setAside(path);
  if (why !== null) {
    const around = names === undefined ? deployerAround(path, units) : undefined;
    const remedy = (names ?? around) ? '; list its folder under clusters[].paths if that is right' : '';
    const otherwise =
      around === undefined ? 'and no tool here takes it in' : `although ${around} deploys a folder around it`;
    const rest = `${although(otherwise)}${remedy}`;
    return aside(path, 'set-aside', `is not looked at: ${why}, ${rest}`);
  }
  // What builds it may be there, and not be followed here.
  if (graph.files.has(path))
    return aside(path, 'not-deployed', 'is named by a kustomization, and nothing that is followed here deploys it');
  const around = ancestorsOf(path).find((directory) => index.hasKustomization(directory));
  if (around !== undefined) {
    const which = around === directoryOf(path) ? 'beside it' : `in ${around || 'the root'}`;
    const rest = although('and no other tool here does');
    return aside(path, 'not-deployed', `is not taken in by the kustomization ${which}, ${rest}`);
  }
  return aside(path, 'not-deployed', `is deployed by no tool here${names === undefined ? '' : `, ${although('')}`}`);
}

/** What deploys a folder around a path, and may take it in. */
function deployerAround(path: string, units: readonly Unit[]): string | undefined {
  const found = units.find(({ anchors }) => anchors.slice(1).some((directory) => isWithin(path, directory)));
  return found?.anchors[0];
}

/**
 * Tells who names a path, or applies its folder, of all that no tool that is read here deploys. Texts are searched once,
 * when somebody asks.
 */
export function namer(index: TreeIndex): (path: string) => string | undefined {
  let named: Named | null = null;
  return (path) => {
    named ??= namedByAnyone(index);
    const { words, folders } = named;
    return (
      words.get(path) ??
      ancestorsOf(path)
        .map((folder) => folders.get(folder))
        .find((found) => found)
    );
  };
}

/** A file that is known, and that nobody applies as far as is known. */
export function aside(path: string, cause: Cause, reason: string): Account {
  return { kind: 'not-read', path, cause, reason, holds: 'set-aside' };
}
