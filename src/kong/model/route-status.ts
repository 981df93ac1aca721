import type { ObjectVerdict } from '../../admission/verdict.ts';
import type { BackendRef, ParentRef, PluginRef, Route } from '../../gatewayapi/route.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Located, Place } from '../../source/location.ts';
import type { Controller, GatewayStatus, ListenerStatus, Service } from './model.ts';

export interface RouteCondition {
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

/** The conditions of one parent of a route; one that the controller does not write is absent. */
export type RouteConditions = Partial<Record<'Accepted' | 'ResolvedRefs' | 'Programmed', RouteCondition>>;

/** What a listener has to pass to take a route, in the order in which the controller asks. */
export const attachmentSteps = [
  'kinds',
  'namespaces',
  'supported-kinds',
  'programmed',
  'section',
  'port',
  'protocol',
  'hostname',
] as const;

export type AttachmentStep = (typeof attachmentSteps)[number];

/** How a route fares at one listener: for each step whether it is passed, or why that is not known. */
export interface ListenerAttachment {
  readonly status: ListenerStatus;
  readonly steps: Readonly<Record<AttachmentStep, boolean | string>>;
}

export type AcceptanceReason = 'Accepted' | 'NoMatchingListenerHostname' | 'NoMatchingParent' | 'NotAllowedByListeners';

/** What a parent of a route is to the controllers of the tree. */
export type ParentStanding =
  /** A Gateway that a controller of the tree looks at. */
  | 'reconciled'
  /** Another implementation's, or nobody's: the controller passes over it. */
  | 'passed-over'
  /** No Gateway, so that the controller fails at the whole route. */
  | 'unsupported'
  /** It is not known what it is. */
  | 'unknown';

export interface RouteParent {
  readonly ref: ParentRef;
  readonly gateway: GatewayStatus | null;
  readonly standing: ParentStanding;
  /** The controller that writes its status, where it is known. */
  readonly controller: Controller | null;
  /** How the route fares at each listener of the Gateway, in their order; empty where it is not in the tree. */
  readonly attachments: readonly ListenerAttachment[];
  /** What comes of that; null where it is not known or nobody asks. */
  readonly acceptance: AcceptanceReason | null;
  /** Null where nothing is written, and where that is not known: `unverified` then says why. */
  readonly conditions: RouteConditions | null;
  readonly unverified: string | null;
}

export type BackendFault = 'unsupported-kind' | 'not-found' | 'not-permitted' | 'port-not-found';

/** What a backend of a rule comes to. */
export interface Backend {
  readonly ref: BackendRef;
  /** Null where it is sound, or assumed to be. */
  readonly fault: BackendFault | null;
  readonly service: Service | null;
  /** Whether something of it is not in the tree and is assumed to exist. */
  readonly isAssumed: boolean;
  /** Whether it is not found because the controller does not watch its namespace. */
  readonly isUnwatched: boolean;
  /** Whether the translator leaves it out for want of a grant, whatever its status tells. */
  readonly isUngranted: boolean;
  /** What a change takes away and so proves the fault: the Service, or the grant as it was; null where something else does. */
  readonly removed: KubeObject | null;
}

/** What a plugin that a route names comes to. */
export interface NamedPlugin {
  readonly ref: PluginRef;
  /** Which rules name it; null for the whole route. */
  readonly rule: number | null;
  readonly fault: 'not-found' | 'not-permitted' | null;
  /** Whether there is none of the namespace, grants aside: nowhere at all, or one of the cluster in its place. */
  readonly isNoneOfNamespace: boolean;
  /** Why it is not known whether the controller sees the plugin, or null. */
  readonly doubt: string | null;
}

/** Why a controller writes no status on any parent of a route, and does not serve it. */
export type RouteSilence =
  | { readonly cause: 'kind-not-read' | 'not-watched'; readonly controller: Controller }
  | { readonly cause: 'unsupported-parent'; readonly parent: ParentRef }
  /** A listener's selector cannot be read, whichever listener is meant. */
  | { readonly cause: 'selector-fault'; readonly listener: ListenerStatus; readonly fault: Located<string> }
  /** A Gateway of the controller never gets Programmed. */
  | { readonly cause: 'waits-for-gateway'; readonly gateway: GatewayStatus }
  /** TCP and UDP routes: nothing is written before Kong has the route, and it never will. */
  | { readonly cause: 'not-configured' };

/** Why a part of a route is not translated: the rule at fault and what of it. */
export interface RouteFailure {
  readonly cause:
    | 'no-rules'
    | 'query-parameter'
    | 'filter'
    | 'extension'
    | 'empty-rewrite'
    | 'no-backends'
    | 'no-hostnames'
    | 'annotations-differ';
  readonly rule: number | null;
  readonly at: Place;
}

/** A route with everything that the controllers of the tree make of it. */
export interface RouteStatus {
  readonly route: Route;
  readonly parents: readonly RouteParent[];
  /** Controllers of its Gateways that ignore routes of this kind until the gate is on. */
  readonly missingGates: readonly { readonly gate: string; readonly controller: Controller }[];
  readonly silences: readonly RouteSilence[];
  readonly backends: readonly Backend[];
  readonly plugins: readonly NamedPlugin[];
  readonly failures: readonly RouteFailure[];
  readonly ignored: readonly IgnoredSetting[];
  /** The hostnames that reach Kong; empty for every host; null where that is not known or nothing is sent. */
  readonly sentHostnames: readonly string[] | null;
  /** Hostnames that no listener has and that are left out without a word. */
  readonly droppedHostnames: readonly Located<string>[];
  /** Whether some request can reach a backend; null where that is not known, and where a redirect answers. */
  readonly served: boolean | null;
  /** Why the API server refuses the route, so that no controller sees it; or null. */
  readonly refusal: string | null;
}

/** A setting of a rule that the controller looks at in no case. */
export interface IgnoredSetting {
  readonly what:
    | 'timeouts.request'
    | 'timeouts.backendRequest'
    | 'retry'
    | 'sessionPersistence'
    | 'backendRefs.filters'
    | 'filters'
    | 'replacePrefixMatch';
  readonly rule: number;
  readonly at: Place;
  /** The rule whose setting counts for this one too; absent where that of none counts. */
  readonly instead?: number;
  /** Whether it counts for all rules of the route, and not for those alone that lead to one service of Kong. */
  readonly isOfRoute?: boolean;
}

/** Routes of a kind that a controller never sees: it waits for a version of the kind that the cluster does not serve. */
export interface UnreadKind {
  readonly controller: Controller;
  readonly kind: Route['kind'];
  /** The version that the controller reads. */
  readonly version: string;
  /** The definitions without it, and where the tree says that they are installed. */
  readonly definitions: Pick<ObjectVerdict, 'label' | 'statedAt'>;
  /** Routes to Gateways of the controller that the API server takes, in another version: at least one. */
  readonly routes: readonly Route[];
}
