import { trimmedEnd } from '../../source/trim.ts';
import { normalUrl } from '../model/repository-url.ts';
import { appTemplate } from './app-template.ts';
import { argoHelm } from './argo-cd.ts';
import { grafana } from './grafana.ts';
import { kubePrometheusStack } from './kube-prometheus-stack.ts';
import { podinfo } from './podinfo.ts';
import type { RoutingChart } from './routing-chart.ts';

const charts: readonly RoutingChart[] = [appTemplate, argoHelm, grafana, kubePrometheusStack, podinfo];

/**
 * The chart that is named where its routes are known: by its name and the exact address of its publisher, since others
 * give out charts of the same name.
 * @param reference the chart's name, alone or behind the address of a registry
 * @param repository its address where it is named apart from the chart; null where it is not
 */
export function recogniseRoutingChart(reference: string, repository: string | null): RoutingChart | null {
  const path = trimmedEnd(reference, '/');
  const name = path.slice(path.lastIndexOf('/') + 1);
  const chart = charts.find((each) => each.name === name);
  if (chart === undefined) return null;
  const address = normalUrl(repository ?? path);
  return chart.repositories.some((own) => own === address || own === `${address}/${name}`) ? chart : null;
}
