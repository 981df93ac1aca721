import { askedLines } from '../admission/api-server.ts';
import type { AdmittedCluster } from './admitted.ts';

/** Status, reason and message of a condition. */
export type Said = readonly [status: string, reason: string, message: string];

export type SaidConditions = Readonly<Record<string, Said>>;

export interface SaidParent {
  readonly gateway: string;
  readonly sectionName?: string;
  readonly port?: number;
  readonly conditions: SaidConditions;
}

export interface SaidRoute {
  readonly parents: readonly SaidParent[];
  /** Statuses between which it goes to and fro for ever. */
  readonly flaps?: readonly (readonly SaidParent[])[];
  readonly error?: string;
}

/** A route of Kong that a route became; of an expression, only the text. */
export interface SentRoute {
  readonly hosts?: readonly string[];
  readonly snis?: readonly string[];
  readonly expression?: string;
  readonly destinations?: readonly number[];
  /** How many targets with a weight are behind it, each Service having one ready pod. */
  readonly targets: number;
  readonly plugins?: readonly string[];
}

/** What the controller's own code wrote, by `namespace/name`; routes by `Kind namespace/name`. */
export interface ControllerAnswer {
  readonly id: string;
  readonly classes: Readonly<Record<string, SaidConditions>>;
  readonly gateways: Readonly<
    Record<
      string,
      {
        readonly conditions: SaidConditions;
        readonly listeners: Readonly<
          Record<
            string,
            {
              readonly conditions: SaidConditions;
              readonly attachedRoutes: number;
              /** Null where there is none, as the driver writes an empty list. */
              readonly kinds: readonly string[] | null;
            }
          >
        >;
        readonly error?: string;
      }
    >
  >;
  readonly routes: Readonly<Record<string, SaidRoute>>;
  /** What Kong gets of each route; absent where the driver does not tell. */
  readonly sent?: Readonly<Record<string, readonly SentRoute[]>>;
  readonly failures: readonly string[];
  /** Why the driver itself failed. */
  readonly panic?: string;
  /** Whether the controller's own code ended with a panic, as its process then would. */
  readonly crash?: boolean;
}

/** Drives the controller's own code to rest on each cluster; `program` is the driver of that release. */
export function askController(program: string, clusters: readonly AdmittedCluster[]): readonly ControllerAnswer[] {
  return askedLines(program, clusters.map(questionTo)) as readonly ControllerAnswer[];
}

function questionTo({ question, stored }: AdmittedCluster, index: number): object {
  return { ...question, id: String(index), objects: stored.filter(({ kind }) => kind !== 'Deployment') };
}
