import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { directoryTree } from '../disk/directory-tree.ts';
import { renderValues, type ValuesQuestion } from '../kong/charts/values.ts';
import { summariseRenders } from '../kong/charts/summary.ts';
import { codeBlock } from '../report/escape/escape-markdown.ts';
import { plain } from '../report/palette.ts';
import { isRelevantPath } from '../review/relevant-paths.ts';
import { loadSources } from '../source/load.ts';
import { createSourceCache } from '../source/source-cache.ts';
import type { Io } from './io.ts';
import type { ValuesOptions } from './options.ts';
import { wantsColour, write } from './output.ts';
import { terminalPalette } from '../report/terminal-palette.ts';
import { UsageError } from './usage-error.ts';
import { valuesTable } from './values-table.ts';
import { valuesLayersOf } from './values-layers.ts';

/** `portcullis values`: what a chart makes of values files; 1 where Helm refuses them. */
export async function valuesCommand(files: readonly string[], options: ValuesOptions, io: Io): Promise<number> {
  if (options.chart === undefined)
    throw new UsageError(
      '"values" must be told whose values they are: --chart kong/kong, --chart kong/ingress, or the directory of an umbrella chart.',
    );
  const question: ValuesQuestion = {
    layers: files.flatMap((file) => valuesLayersOf(file, io)),
    chart: await chartOf(options.chart, io),
    version: options.chartVersion,
    release: options.release,
    namespace: options.namespace,
  };
  const renders = renderValues(question);
  if (renders.length === 0) throw new UsageError(`${options.chart} contains none of Kong's charts`);
  write(printed(renders, options, io), options, io);
  return renders.some(({ failure }) => failure !== null) ? 1 : 0;
}

function printed(renders: Parameters<typeof valuesTable>[0], options: ValuesOptions, io: Io): string {
  if (options.format === 'json') return `${JSON.stringify(summariseRenders(renders), null, 2)}\n`;
  // Aligned columns stay aligned in a fence, and nothing of a values file becomes markup there.
  if (options.format === 'markdown') return codeBlock(valuesTable(renders, plain), 'text');
  return valuesTable(renders, terminalPalette(wantsColour(options, io)));
}

/** One of Kong's charts by name, or a chart directory on disk. */
async function chartOf(chart: string, io: Io): Promise<ValuesQuestion['chart']> {
  if (chart === 'kong/kong' || chart === 'kong/ingress') return chart;
  const directory = resolve(io.cwd, chart);
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`the chart must be kong/kong, kong/ingress or a directory, and "${chart}" is none of them`);
  }
  return { sources: await loadSources(directoryTree(directory), createSourceCache(), isRelevantPath), dir: '' };
}
