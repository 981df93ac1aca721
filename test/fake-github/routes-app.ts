import { randomUUID } from 'node:crypto';
import { notFound, Refusal } from './faults.ts';
import { Page, repositoryOf, type Routes } from './access.ts';

const tokenMinutes = 60;

export const appRoutes: Routes = {
  'GET /app/hook/deliveries': ({ github, query }) => {
    const size = Number(query['per_page'] ?? 30);
    const end = Number(query['cursor']?.replace('v1:', '') ?? 0) + size;
    const next = `https://api.github.com/app/hook/deliveries?cursor=${encodeURIComponent(`v1:${end}`)}&per_page=${size}`;
    const listed = github.deliveries.toReversed().slice(end - size, end);
    return new Page(listed, end < github.deliveries.length ? next : null);
  },
  'POST /app/hook/deliveries/{delivery_id}/attempts': ({ github, parameters }) => {
    const id = Number(parameters['delivery_id']);
    github.redelivered.push(id);
    const guid = github.deliveries.find((delivery) => delivery.id === id)?.guid;
    const at = new Date(github.clock.now()).toISOString();
    const status = github.redeliveredWith;
    if (guid !== undefined && status !== null)
      github.deliveries.push({ id: github.deliveries.length + 1, guid, delivered_at: at, status_code: status });
    return {};
  },
  'POST /app/installations/{installation_id}/access_tokens': ({ github, parameters }) => {
    const installation = github.installations.get(Number(parameters['installation_id']));
    if (!installation) throw notFound();
    if (installation.suspended) throw new Refusal(403, 'This installation has been suspended');
    // The length says nothing: GitHub is changing the form of these.
    const token = `ghs_${github.app.id}_${randomUUID()}${randomUUID()}`;
    const expiresAt = github.clock.now() + tokenMinutes * 60_000;
    github.tokens.set(token, { installation, expiresAt });
    return {
      token,
      expires_at: new Date(expiresAt).toISOString(),
      permissions: installation.permissions,
      repository_selection: 'all',
    };
  },
  'GET /app': ({ github }) => ({
    ...github.app,
    permissions: github.registered.permissions,
    events: github.registered.events,
  }),
  'GET /app/hook/config': ({ github }) => github.registered.hook,
  'GET /app/installations': ({ github, query }) =>
    page([...github.installations.values()], query).map(({ id, suspended, account, permissions }) => ({
      id,
      account: { login: account },
      // GitHub's description of this list does not know it.
      permissions: Object.fromEntries(Object.entries(permissions).filter(([name]) => name !== 'merge_queues')),
      suspended_at: suspended ? new Date(github.clock.now()).toISOString() : null,
    })),
  'GET /installation/repositories': ({ github, query, token }) => {
    const covered = [...github.repositories.values()].filter(
      ({ owner, name }) =>
        owner === token?.installation.account && (token.installation.repositories?.has(name) ?? true),
    );
    return {
      total_count: covered.length,
      repositories: page(covered, query).map(({ id, owner, name, archived }) => ({
        id,
        node_id: `R_${id}`,
        name,
        archived,
        owner: { login: owner },
      })),
    };
  },
  'GET /repos/{owner}/{repo}/collaborators/{username}/permission': (context) => {
    const repository = repositoryOf(context, 'metadata', 'read');
    const permission = repository.permissions.get(context.parameters['username'] ?? '') ?? 'none';
    return { permission, role_name: permission, user: { login: context.parameters['username'] } };
  },
};

function page<T>(all: readonly T[], query: Readonly<Record<string, string>>): readonly T[] {
  const size = Number(query['per_page'] ?? 30);
  const start = (Number(query['page'] ?? 1) - 1) * size;
  return all.slice(start, start + size);
}
