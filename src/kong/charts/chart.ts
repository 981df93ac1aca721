import type { Located, Place } from '../../source/location.ts';
import type { Json, Node, Scalar, ScalarNode } from '../../source/node.ts';
import type { Value } from '../../helm/go-template.ts';
import type { ChartFeatures } from './versions.ts';

/** A path of the values that the templates read, and when they do. */
export interface TemplateRead {
  readonly keys: readonly string[];
  readonly when: 'always' | 'pod' | 'kong' | 'controller' | 'webhook' | 'kongEnv' | 'manager' | 'notes' | 'enterprise';
}

/** Everything the templates of kong/kong can see. */
export interface Chart {
  readonly features: ChartFeatures;
  /** What its templates read. */
  readonly reads: readonly TemplateRead[];
  /** The user's values over the defaults. */
  readonly values: Value;
  readonly release: string;
  readonly releaseNamespace: string;
  /** `.Chart.Name`: `kong`, or the alias under which an umbrella includes it. */
  readonly name: string;
}

/** A value printed into a manifest and read back by YAML. */
export interface Printed {
  readonly value: Scalar;
  readonly at: Place;
}

/** A port of a Service exactly as rendered, also where the API server will refuse it. */
export interface RenderedPort {
  readonly name: string;
  readonly port: Printed;
  readonly targetPort: Printed;
  readonly protocol: Printed;
  readonly nodePort: Printed | null;
  readonly appProtocol: string | null;
  /** Where the entry as a whole stands: the stream entry, `proxy.http` or `proxy.tls`. */
  readonly at: Place;
}

export interface RenderedService {
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  readonly ports: readonly RenderedPort[];
  readonly at: Place;
  /** Why its type or ports are not all known, or null. */
  readonly unknownPart: string | null;
}

/** One variable of a container before it becomes an `EnvValue`. */
export type RenderedEnv =
  | {
      readonly kind: 'value';
      readonly value: string | null;
      readonly at: Place;
      readonly node: ScalarNode | null;
      readonly entries: readonly Place[] | null;
    }
  /** A map of the user, emitted beside `name`: `valueFrom`, or something Kubernetes does not know. */
  | { readonly kind: 'map'; readonly json: Json; readonly at: Place }
  | { readonly kind: 'unknown'; readonly reason: string; readonly at: Place };

export interface RenderedContainer {
  readonly image: Located<string> | null;
  readonly env: ReadonlyMap<string, RenderedEnv>;
  readonly args: readonly Located<string>[];
  readonly envFrom: string | null;
}

/** What one kong/kong makes of its values. */
export interface RenderedChart {
  readonly services: readonly RenderedService[];
  /** The Services of the Admin API, by which a controller may discover the data plane. */
  readonly adminServices: readonly RenderedService[];
  /** What leads to something else: Kong Manager, the portal, data planes, the webhook, metrics. */
  readonly otherServices: readonly RenderedService[];
  readonly workload: RenderedWorkload | null;
  readonly extraObjects: readonly Node[];
  /** Parts that hang on values the tree does not tell. */
  readonly unknown: readonly string[];
}

export interface RenderedWorkload {
  readonly kind: 'Deployment' | 'DaemonSet';
  readonly name: string;
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly proxy: RenderedContainer | null;
  readonly controller: RenderedContainer | null;
  readonly at: Place;
}
