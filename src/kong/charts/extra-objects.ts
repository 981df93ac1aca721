import { elements, field, truthy, type Value } from '../../helm/go-template.ts';
import { toNode } from '../../source/json.ts';
import { mapped } from '../../source/entries.ts';
import { type Node, scalarWith, withValue } from '../../source/node.ts';
import type { Chart } from './chart.ts';
import { gatewayGroup } from '../../kubernetes/kinds.ts';
import { fillTemplate } from './template-text.ts';
import { ifKnown } from './unknown.ts';

/** The objects of `extraObjects`, with the templates in their texts filled in, and the chart's own test objects. */
export function extraObjects(chart: Chart): readonly Node[] {
  const own = chart.features.extraObjects
    ? elements(field(chart.values, 'extraObjects')).map((item) => filled(item, chart))
    : [];
  return [...own, ...testObjects(chart)];
}

function filled(value: Value, chart: Chart): Node {
  const { node } = value;
  if (node?.kind === 'map') {
    const entries = mapped(node.entries, (entry) => {
      const path = [...value.path, entry.key];
      return withValue(entry, filled({ node: entry.value, path, at: entry.value.at }, chart));
    });
    return { ...node, entries };
  }
  if (node?.kind === 'list')
    return {
      ...node,
      items: node.items.map((item, i) => filled({ node: item, path: [...value.path, i], at: item.at }, chart)),
    };
  if (node?.kind !== 'scalar' || typeof node.value !== 'string' || !node.value.includes('{{'))
    return node ?? { kind: 'unknown', reason: 'nothing is there', at: value.at };
  const { value: text } = node;
  return ifKnown<Node>(
    () => scalarWith(node, { value: fillTemplate(text, chart, value) }),
    (problem) => ({ kind: 'unknown', reason: problem.reason, at: problem.at }),
  );
}

/** `deployment.test.enabled` brought a GatewayClass, a Gateway and a route of its own while the tests were packaged. */
function testObjects(chart: Chart): readonly Node[] {
  if (chart.features.testGateway === null) return [];
  const wanted = field(chart.values, 'deployment', 'test', 'enabled');
  if (!truthy(wanted)) return [];
  const name = `${chart.release}-kong-test`;
  const apiVersion = `${gatewayGroup}/${chart.features.testGateway}`;
  const backend = `${chart.release}-httpbin`;
  return [
    {
      apiVersion,
      kind: 'GatewayClass',
      metadata: { name },
      spec: { controllerName: 'konghq.com/kic-gateway-controller' },
    },
    {
      apiVersion,
      kind: 'Gateway',
      metadata: { name, annotations: { 'konghq.com/gateway-unmanaged': 'true' } },
      spec: { gatewayClassName: name, listeners: [{ name: 'http', protocol: 'HTTP', port: 80 }] },
    },
    {
      apiVersion,
      kind: 'HTTPRoute',
      metadata: { name: backend },
      spec: { parentRefs: [{ name }], rules: [{ backendRefs: [{ name: backend, port: 80 }] }] },
    },
  ].map((object) => toNode(object, wanted.at));
}
