import { schema as published } from '@octokit/graphql-schema';
import { buildSchema, execute, GraphQLError, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { FakeGitHub } from './fake-github.ts';
import { mutationRoot } from './graphql-mutations.ts';
import { refusing } from './refusing.ts';
import { pullFields, seenOf } from './graphql-pulls.ts';
import type { GitStore } from './git.ts';
import { coveredRepository } from './access.ts';
import { visibleRuns } from './routes-checks.ts';
import type { FakeRepository, FakeToken } from './state.ts';

let schema: GraphQLSchema | undefined;

/** GitHub's own schema: a document it would not accept is not accepted here either. */
function githubSchema(): GraphQLSchema {
  schema ??= buildSchema(published.idl, { assumeValidSDL: true });
  return schema;
}

/** Documents that were validated: there are few, and validating takes a while. */
const accepted = new Map<string, DocumentNode>();

/** GitHub cuts the text of larger blobs, and says so. */
const mostTextBytes = 512_000;

export async function executeGraphql(
  github: FakeGitHub,
  token: FakeToken | null,
  body: Readonly<Record<string, unknown>>,
): Promise<object> {
  const rootValue = {
    viewer: { login: github.bot },
    repository: ({ owner, name }: { readonly owner: string; readonly name: string }) => {
      const repository = refusing(() => coveredRepository(github, token, `${owner}/${name}`, 'contents', 'read'));
      return repositoryFields(github, token, repository);
    },
    nodes: ({ ids }: { readonly ids: readonly string[] }) => ids.map((id) => repositoryNode(github, token, id)),
    ...mutationRoot(github, token),
  };
  const source = String(body['query']);
  const document = accepted.get(source) ?? parse(source);
  if (!accepted.has(source)) {
    const problems = validate(githubSchema(), document);
    if (problems.length > 0) return { errors: problems.map(({ message }) => ({ message })) };
    accepted.set(source, document);
  }
  const result = await execute({
    schema: githubSchema(),
    document,
    rootValue,
    variableValues: (body['variables'] ?? {}) as Readonly<Record<string, unknown>>,
  });
  const errors = result.errors?.map((error) => ({
    type: error.extensions['type'] ?? 'INTERNAL',
    path: error.path,
    message: error.message,
  }));
  return { data: result.data ?? null, ...(errors ? { errors } : {}) };
}

function repositoryNode(github: FakeGitHub, token: FakeToken | null, id: string): object {
  const found = [...github.repositories.values()].find((repository) => `R_${repository.id}` === id);
  const fullName = `${found?.owner}/${found?.name}`;
  const repository = refusing(() => coveredRepository(github, token, fullName, 'pull_requests', 'read'));
  return {
    __typename: 'Repository',
    pullRequests: openPulls(github, repository),
  };
}

interface PullFilter {
  readonly states: readonly string[];
  readonly first: number;
  readonly after?: string | null;
  readonly baseRefName?: string;
}

/** The newest changes first. */
function openPulls(github: FakeGitHub, repository: FakeRepository): (filter: PullFilter) => object {
  return ({ states, first, after, baseRefName }) => {
    const found = [...repository.pulls.values()]
      .map((pull) => ({ pull, seen: seenOf(github, pull) }))
      .filter(({ seen }) => states.includes(seen.state) && (baseRefName ?? seen.baseBranch) === seen.baseBranch)
      .toSorted((a, b) => (b.pull.history.at(-1)?.at ?? 0) - (a.pull.history.at(-1)?.at ?? 0));
    const end = Number(after ?? 0) + first;
    return {
      pageInfo: { hasNextPage: end < found.length, endCursor: String(end) },
      nodes: found.slice(end - first, end).map(({ pull }) => ({
        ...pullFields(github, pull),
        updatedAt: new Date(pull.history.at(-1)?.at ?? 0).toISOString(),
        commits: { nodes: [{ commit: commitFields(github, repository, pull.head) }] },
      })),
    };
  };
}

function repositoryFields(github: FakeGitHub, token: FakeToken | null, repository: FakeRepository): object {
  return {
    pullRequest: ({ number }: { readonly number: number }) => {
      refusing(() =>
        coveredRepository(github, token, `${repository.owner}/${repository.name}`, 'pull_requests', 'read'),
      );
      const pull = repository.pulls.get(number);
      if (!pull)
        throw new GraphQLError(`Could not resolve to a PullRequest with the number of ${number}.`, {
          extensions: { type: 'NOT_FOUND' },
        });
      return pullFields(github, pull);
    },
    pullRequests: openPulls(github, repository),
    object: ({ oid, expression }: { readonly oid?: string; readonly expression?: string }) => {
      const id = oid ?? resolve(repository, expression ?? '');
      if (id === null) return null;
      return repository.git.commits.has(id) ? commitFields(github, repository, id) : blobFields(repository.git, id);
    },
  };
}

function resolve({ git }: FakeRepository, expression: string): string | null {
  const colon = expression.indexOf(':');
  return git.commits.get(expression.slice(0, colon))?.files.get(expression.slice(colon + 1))?.oid ?? null;
}

function blobFields(git: GitStore, oid: string): object | null {
  const bytes = git.blobs.get(oid);
  if (!bytes) return null;
  const isBinary = bytes.subarray(0, 8_000).includes(0);
  return {
    __typename: 'Blob',
    oid,
    byteSize: bytes.byteLength,
    isBinary,
    isTruncated: bytes.byteLength > mostTextBytes,
    text: isBinary ? null : bytes.subarray(0, mostTextBytes).toString('utf8'),
  };
}

interface RunFilter {
  readonly checkName?: string;
  readonly appId?: number;
  readonly statuses?: readonly string[];
}

function commitFields(github: FakeGitHub, repository: FakeRepository, oid: string): object {
  const runs = ({ filterBy }: { readonly filterBy?: RunFilter }): object => {
    const shown = visibleRuns(github, repository, oid).filter(
      ({ name, app, status }) =>
        (filterBy?.checkName ?? name) === name &&
        (filterBy?.appId ?? app) === app &&
        (filterBy?.statuses?.includes(status.toUpperCase()) ?? true),
    );
    const nodes = shown.map(({ id, createdAt, externalId, status }) => ({
      id: `CR_${id}`,
      startedAt: status === 'queued' ? null : new Date(createdAt).toISOString(),
      externalId,
      status: status.toUpperCase(),
    }));
    return { totalCount: shown.length, nodes };
  };
  return { __typename: 'Commit', oid, checkSuites: () => ({ nodes: [{ checkRuns: runs }] }) };
}
