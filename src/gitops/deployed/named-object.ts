import type { Located } from '../../source/location.ts';
import type { Naming } from './missing-path.ts';

/** An object that a tool's controller looks up by its name, and without which it deploys nothing. */
export interface NamedObject {
  /** Who names it, and in which field. */
  readonly by: Naming;
  readonly kind: string;
  /** Null where nothing states it. */
  readonly namespace: string | null;
  readonly name: Located<string>;
}

/** A namespace into which more comes than is seen: a chart that is not rendered, another repository. */
export interface Unseen {
  /** Null for any of them. */
  readonly namespace: string | null;
  /** The title of what deploys it. */
  readonly by: string;
}

/** What tells a named object from others. */
export function namedKey({ kind, namespace, name }: Pick<NamedObject, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace ?? ''}/${name.value}`;
}
