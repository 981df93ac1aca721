import { field, rootValue, UnknownValue } from '../../helm/go-template.ts';
import { get, type MapNode, type Node } from '../../source/node.ts';
import { metadataOf, nameOf, valueOf } from './app-template-names.ts';
import { resourcesOf } from './app-template-resources.ts';
import { portsByName, routeOf } from './app-template-routes.ts';
import { madeOf } from './made-of.ts';
import { listAtPlace, mapAtPlace, printedIfSet, printedNode, scalarAt, switchedOn } from './nodes.ts';
import type { Installed, Made, RoutingChart } from './routing-chart.ts';

/** The chart of bjw-s that homes install everything with. Its library names objects and finds the Services of routes. */
export const appTemplate: RoutingChart = {
  name: 'app-template',
  repositories: [
    'ghcr.io/bjw-s-labs/helm/app-template',
    'ghcr.io/bjw-s/helm/app-template',
    'bjw-s-labs.github.io/helm-charts',
    'bjw-s.github.io/helm-charts',
  ],
  studied: '>=4.0.0 <5.4.0',
  turns: ['4.1.0', '4.1.1', portsByName],
  make,
};

function make(chart: Installed): Made {
  const values = rootValue(chart.values);
  const services = switchedOn(field(values, 'service'), true);
  const routes = switchedOn(field(values, 'route'), true);
  const naming = { chart, values };
  return madeOf([
    ...[...services].map(
      ([id, own]) =>
        () =>
          serviceOf(own, nameOf(id, own, services.size, naming), chart),
    ),
    ...[...routes].map(([id, own]) => () => {
      const name = nameOf(id, own, routes.size, naming);
      return routeOf(own, name, { ...naming, services });
    }),
    ...resourcesOf(naming),
  ]);
}

function serviceOf(own: MapNode, name: string, chart: Installed): Node {
  const value = valueOf(own);
  const { at } = own;
  const ports = [...switchedOn(field(value, 'ports'), true)].map(([key, port]) => portOf(key, port));
  return mapAtPlace(at, {
    apiVersion: scalarAt(at, 'v1'),
    kind: scalarAt(at, 'Service'),
    metadata: metadataOf(value, name, chart, at),
    spec: mapAtPlace(at, {
      type: printedIfSet(field(value, 'type')) ?? scalarAt(at, 'ClusterIP'),
      externalName: printedIfSet(field(value, 'externalName')),
      clusterIP: printedIfSet(field(value, 'clusterIP')),
      ports: ports.length === 0 ? undefined : listAtPlace(get(own, 'ports')?.at ?? at, ports),
      selector: { kind: 'unknown', reason: 'the chart finds the controller', at },
    }),
  });
}

function portOf(name: string, port: MapNode): Node {
  const value = valueOf(port);
  const number = printedIfSet(field(value, 'port'));
  if (number === undefined) throw new UnknownValue(`the port ${name} has no number`, port.at);
  const stated = printedIfSet(field(value, 'protocol'));
  const isTcp =
    stated === undefined || (stated.kind === 'scalar' && ['HTTP', 'HTTPS', 'TCP'].includes(String(stated.value)));
  return mapAtPlace(port.at, {
    name: printedNode({ node: scalarAt(port.at, name), path: [name], at: port.at }),
    port: number,
    targetPort: printedIfSet(field(value, 'targetPort')) ?? number,
    protocol: isTcp ? scalarAt(stated?.at ?? port.at, 'TCP') : stated,
    nodePort: printedIfSet(field(value, 'nodePort')),
    appProtocol: printedIfSet(field(value, 'appProtocol')),
  });
}
