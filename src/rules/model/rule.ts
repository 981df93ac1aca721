import type { Outcome, Related, Severity, Subject } from '../../finding.ts';
import type { DeploymentFault } from '../../gitops/model/deployment-fault.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { ValueChange } from '../../source/change.ts';
import type { Location, Place } from '../../source/location.ts';
import type { Words } from './statement.ts';

/** What a rule saw: data, to which the review adds severity, status, fingerprint and proof. */
export interface Observation {
  readonly at: Location;
  /** What is at fault. Part of the fingerprint. */
  readonly subject: Subject;
  /** The field at fault, below the subject's part where it has one: `port`, `spec.controllerName`. Part of the fingerprint. */
  readonly field: string;
  /** What is wrong, as one or two whole sentences; what comes of it is the outcome's. */
  readonly statement: string | Words;
  /** Milder than the rule, where this one is only likely or weighs less. Absent means the rule's own. */
  readonly severity?: 'warning' | 'notice';
  /** What will be the case after the merge; absent where the rule predicts nothing. */
  readonly outcome?: Outcome | null;
  readonly related?: readonly Related[];
  /** Values the statement rests on; a change of one of them is where a broken object outside the diff is shown. */
  readonly restsOn?: readonly Place[];
  /** Ways to put it right, best first, each all in one file; the first that is proven is offered. */
  readonly changes?: readonly (readonly ValueChange[])[];
  /** Ways of which nobody can tell which was meant, where none of the changes will do: one that is proven is offered, several and those that take something away are named. */
  readonly alternatives?: readonly Alternative[];
  /** For a setting without effect: what it may be the cause of. */
  readonly explains?: Explanation;
  /** What breaks others as well, so that a change of it is told once for all of them; absent where it breaks nothing else. */
  readonly cause?: SharedCause;
}

/** One thing on which several objects rest: where a change breaks it, they are one finding. */
export interface SharedCause {
  /** What it is; with `field` what tells one cause from others. */
  readonly subject: Subject;
  readonly field: string;
  /** Where it is written, what tells it best first; a change of the first that changed is where it is shown. */
  readonly places: readonly [Location, ...Location[]];
  /** Where only the base of the change has it. */
  readonly side?: 'base';
  /**
   * What is said of all that it breaks: of this object and `others` more. `alike` is whether one rule tells of all of
   * them: what only that one knows is said only then.
   */
  ofAll(others: number, alike: boolean): { readonly statement: string; readonly consequence: string };
  /** Where an object that it breaks goes on in part: what is said of so many beside those that it breaks wholly. */
  besides?(count: number): string;
}

/** A setting without effect as the cause of another finding: the first of its changes that puts that right proves it. */
export interface Explanation {
  /** The sentence that names the setting in that finding. */
  readonly sentence: string;
  /** Ways to give it effect, best first. */
  readonly changes: readonly (readonly ValueChange[])[];
}

/** One of several ways to put a fault right. */
export interface Alternative {
  /** What a person would do, as a message says it: `set port to 80`. */
  readonly does: string;
  /** All in one file. */
  readonly changes: readonly ValueChange[];
  /** Whether it takes away what others may use, who are not all seen: named as a way, and never offered as the way. */
  readonly takesAway?: boolean;
}

/** Several objects of one rank that may not stand together. */
export interface Clash {
  /** In the order of path and line, at least two. */
  readonly parties: readonly Party[];
  readonly field: string;
  /** Milder than the rule, where this one is only likely. Absent means the rule's own. */
  readonly severity?: 'warning';
  /** What is wrong with one of them beside the other. */
  statement(party: Party, other: Party): string;
  readonly outcome?: Outcome | null;
}

export interface Party {
  /** The object; with a part where the part clashes, as a listener does. */
  readonly subject: Subject;
  readonly at: Location;
  /** How a message calls it: `Gateway kong/edge`. */
  readonly name: string;
  readonly changes?: readonly (readonly ValueChange[])[];
}

/** Text of the tree that has no place in the model: what the rules about files may look at. */
export interface TreeView {
  /** Files that matter and do not follow YAML's grammar. */
  readonly syntaxProblems: readonly { readonly at: Location; readonly message: string }[];
  /** Why deployments certainly fail. */
  readonly deploymentFaults: readonly DeploymentFault[];
  /** Comments that suppress nothing, have expired, or do not say why. */
  readonly suppressionProblems: readonly { readonly at: Location; readonly message: string; readonly rule: string }[];
}

/** The kind of object that a rule speaks of; its folder below `src/rules/`. */
export type RuleSubject =
  /** Any object that the API server judges. */
  | 'object'
  | 'gateway-class'
  | 'gateway'
  | 'listener'
  | 'route'
  | 'service'
  /** Plugins of Kong's, and what names them. */
  | 'plugin'
  /** Kong itself: its proxy listens and stream listens. */
  | 'data-plane'
  | 'controller'
  /** Values of Kong's charts. */
  | 'values'
  /** What GitOps tools build and apply. */
  | 'deployment'
  /** What a change takes from one controller to another, or from one kind of object to another. */
  | 'migration'
  /** Files as text, whatever they hold. */
  | 'files';

interface RuleMeta {
  readonly id: string;
  readonly about: RuleSubject;
  /** A sentence that is true when the rule fires; the heading of its page. */
  readonly title: string;
  readonly severity: Severity;
  /** Whether it compares names of Services: those of values that nothing deploys are assumed. Absent means no. */
  readonly comparesServiceNames?: boolean;
}

/** A rule is data and one pure function over the model of one cluster, or over the text of the tree. */
export type Rule =
  | (RuleMeta & {
      /** `before` is the cluster as the base of a change has it; absent where there is no base or it was not there. */
      observe(cluster: ClusterView, before?: ClusterView): Iterable<Observation>;
    })
  | (RuleMeta & {
      /** One finding for each party but the one that was there first. */
      clashes(cluster: ClusterView): Iterable<Clash>;
    })
  | (RuleMeta & { observeTree(tree: TreeView): Iterable<Observation> });
