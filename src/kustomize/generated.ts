import type { MapNode } from '../source/node.ts';
import { withConfigurations } from './configurations.ts';
import { absorb, generate } from './generators.ts';
import { helmChartsOf } from './helm-charts.ts';
import type { Reader } from './reader.ts';
import type { BuildState } from './transform.ts';
import { noteUnsupported } from './unsupported.ts';

/** What a kustomization makes besides its resources: charts, ConfigMaps, Secrets, and fields of kinds of its own. */
export function withGenerated(start: BuildState, root: MapNode, reader: Reader): BuildState {
  let draft = start;
  const then = (work: (current: BuildState) => BuildState): void => {
    const current = draft;
    draft = reader.step(
      () => work(current),
      () => current,
    );
  };
  then((current) => ({ ...current, specs: withConfigurations(current.specs, root, reader) }));
  then((current) => noteUnsupported(current, root, reader));
  then((current) => ({ ...current, charts: [...current.charts, ...helmChartsOf(root, reader)] }));
  then((current) => {
    const made = generate(root, reader);
    const missing = unlessAllRead(current, reader).incomplete || current.charts.length > 0;
    return { ...current, resources: absorb(current.resources, made, missing) };
  });
  return draft;
}

/** Incomplete where a kustomization names what could not be read so far. */
export function unlessAllRead(draft: BuildState, { problems, stops }: Reader): BuildState {
  return problems.length + stops.length > 0 && !draft.incomplete ? { ...draft, incomplete: true } : draft;
}
