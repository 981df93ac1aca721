import { RenderFailure, UnknownValue, field, pathText, printed, type Value } from '../../helm/go-template.ts';
import type { Chart } from './chart.ts';

const action = /\{\{([^{}]*)\}\}/g;

/**
 * `tpl text`: fills in the few actions that values really carry (`.Release.Name`,
 * `.Release.Namespace`, `.Chart.Name`, `.Values.a.b`, each perhaps piped to `quote`).
 * Throws `UnknownValue` for any other action, trim markers too: we do not execute templates.
 */
export function fillTemplate(text: string, chart: Chart, origin: Value): string {
  if (!text.includes('{{')) return text;
  const filled = text.replace(action, (_whole, inside: string) => actionResult(inside.trim(), chart, origin));
  if (filled.includes('{{'))
    throw new RenderFailure(`${pathText(origin.path)} holds a template that is not closed`, origin);
  return filled;
}

function actionResult(inside: string, chart: Chart, origin: Value): string {
  const [path = '', ...pipes] = inside.split('|').map((part) => part.trim());
  const text = lookUp(path, chart);
  if (text === null || pipes.some((pipe) => pipe !== 'quote')) {
    throw new UnknownValue(`${pathText(origin.path)} holds the template "{{ ${inside} }}"`, origin.at);
  }
  return pipes.reduce((result) => JSON.stringify(result), text);
}

function lookUp(path: string, chart: Chart): string | null {
  if (path === '.Release.Name' || path === '$.Release.Name') return chart.release;
  if (path === '.Release.Namespace' || path === '$.Release.Namespace') return chart.releaseNamespace;
  if (path === '.Chart.Name' || path === '$.Chart.Name') return chart.name;
  const keys = /^\$?\.Values\.([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)$/.exec(path)?.[1];
  return keys === undefined ? null : printed(field(chart.values, ...keys.split('.')));
}
