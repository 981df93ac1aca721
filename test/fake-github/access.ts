import type { FakeGitHub } from './fake-github.ts';
import { notFound, Refusal } from './faults.ts';
import type { FakeRepository, FakeToken } from './state.ts';

/** What a route works with. */
export interface RouteContext {
  readonly github: FakeGitHub;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** Null for a request that speaks for the app itself. */
  readonly token: FakeToken | null;
}

/** What a route answers where GitHub names the next page in the `link` header: its address, null for the last page. */
export class Page {
  readonly items: readonly unknown[];
  readonly next: string | null;

  constructor(items: readonly unknown[], next: string | null) {
    this.items = items;
    this.next = next;
  }
}

/** `METHOD /path/{parameter}` → handler; `{path+}` takes slashes. */
export type Routes = Readonly<Record<string, (context: RouteContext) => unknown>>;

/** The repository a request is about, if the token covers it and has the permission. */
export function repositoryOf(
  { github, parameters, token }: RouteContext,
  permission: string,
  level: 'read' | 'write',
): FakeRepository {
  return coveredRepository(github, token, `${parameters['owner']}/${parameters['repo']}`, permission, level);
}

export function coveredRepository(
  github: FakeGitHub,
  token: FakeToken | null,
  fullName: string,
  permission: string,
  level: 'read' | 'write',
): FakeRepository {
  const named = fullName.toLowerCase();
  const repository = github.repositories.get(named) ?? github.formerNames.get(named);
  const installation = token?.installation;
  if (!repository || !installation || installation.account !== repository.owner) throw notFound();
  if (installation.repositories && !installation.repositories.has(repository.name)) throw notFound();
  const granted = installation.permissions[permission];
  if (granted === undefined || (level === 'write' && granted === 'read'))
    throw new Refusal(403, 'Resource not accessible by integration');
  return repository;
}
