import type { Related, Severity } from '../finding.ts';
import type { ClusterView } from '../kong/model.ts';
import type { Change } from '../source/change.ts';
import type { Location, Place } from '../source/location.ts';

/** What a rule saw: data, to which the review adds severity, status, fingerprint and proof. */
export interface Observation {
  readonly at: Location;
  readonly message: string;
  /** The object at fault, `Gateway kong/edge`. Part of the fingerprint. */
  readonly resource: string;
  /** The field at fault, with names instead of indexes: `listeners[tcp].port`. Part of the fingerprint. */
  readonly field: string;
  readonly related?: readonly Related[];
  /** Values the statement rests on; a change of one of them is where a broken object outside the diff is shown. */
  readonly restsOn?: readonly Place[];
  /** One way to put it right, all in one file; offered only when proven. */
  readonly changes?: readonly Change[];
}

/** A rule is data and one pure function over the model of one cluster. */
export interface Rule {
  readonly id: string;
  /** A sentence that is true when the rule fires; the heading of its page. */
  readonly title: string;
  readonly severity: Severity;
  observe(cluster: ClusterView): Iterable<Observation>;
}

/** Where the page of a rule can be read. */
export function docsUrl(id: string): string {
  return `https://github.com/portcullis-app/portcullis/blob/main/src/rules/${id}.md`;
}
