import { baseName, directoryOf } from '../../source/paths.ts';
import { fileLayer } from '../deployed/release.ts';
import { unrenderedChart } from '../deployed/chart-inputs.ts';
import type { Unrendered } from '../model/unrendered.ts';
import { setAside } from '../tree/set-aside.ts';
import type { TreeIndex } from '../tree/tree-index.ts';

/** Charts with templates of ours that nothing known here installs: with the values files that lie beside them. */
export function chartsOfNobody(index: TreeIndex, installed: readonly Unrendered[]): readonly Unrendered[] {
  const taken = new Set(installed.flatMap(({ charts }) => charts));
  return [...index.templates.bringing].flatMap((directory) => {
    if (taken.has(directory) || setAside(directory, { charts: new Map() }) !== null) return [];
    const layers = index.sources.paths
      .filter((path) => directoryOf(path) === directory && isValuesName(baseName(path)))
      .filter((path) => baseName(path) !== 'values.yaml')
      .flatMap((path) => {
        const layer = fileLayer(index.sources, path);
        return 'reason' in layer ? [] : [layer];
      });
    const path = index.charts.get(directory) ?? directory;
    return unrenderedChart(index, directory, { title: 'nobody', path, stated: '', layers, doubt: null });
  });
}

const isValuesName = (name: string): boolean => /values/i.test(name) && /\.ya?ml$/i.test(name);
