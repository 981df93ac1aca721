import { readExternalId, textHash } from '../model/external-id.ts';
import type { Job, JobTask } from '../model/job.ts';
import { textAt, valueAt } from '../model/json-value.ts';

/** A webhook delivery whose signature was verified; its payload is still anybody's JSON. */
export interface Delivery {
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
}

/** The events and actions that mean work. Everything else is answered and forgotten. */
export const handledEvents = [
  'pull_request.opened',
  'pull_request.reopened',
  'pull_request.synchronize',
  'pull_request.ready_for_review',
  'pull_request.edited',
  'pull_request.closed',
  'pull_request.converted_to_draft',
  'check_run.rerequested',
  'check_run.requested_action',
  'check_suite.rerequested',
  'merge_group.checks_requested',
  'merge_group.destroyed',
  'issue_comment.created',
  'push',
  'installation.suspend',
  'installation.unsuspend',
  'installation.new_permissions_accepted',
  'installation_repositories.added',
  'installation_repositories.removed',
] as const;

/** The job a delivery asks for, or null. `app` is our own id: events about the runs of others are not ours. */
export function jobOf({ id, name, payload }: Delivery, app: number): Job | null {
  const action = textAt(payload, 'action');
  const event = action === null ? name : `${name}.${action}`;
  if (!handledEvents.some((handled) => handled === event)) return null;
  const installation = number(payload, 'installation', 'id');
  if (name.startsWith('installation')) return installationJob(id, payload, installation);
  const repositoryId = number(payload, 'repository', 'id');
  const owner = textAt(payload, 'repository', 'owner', 'login');
  const repo = textAt(payload, 'repository', 'name');
  if (installation === null || repositoryId === null || owner === null || repo === null) return null;
  const task = taskOf(name, payload, textHash(id), app);
  return task && { installation, repositoryId, repository: { owner, repo }, delivery: id, ...task };
}

function installationJob(delivery: string, payload: unknown, installation: number | null): Job | null {
  const owner = textAt(payload, 'installation', 'account', 'login');
  if (installation === null || owner === null) return null;
  return { kind: 'installation', installation, repositoryId: 0, repository: { owner, repo: '.github' }, delivery };
}

function taskOf(name: string, payload: unknown, request: string, app: number): JobTask | null {
  switch (name) {
    case 'pull_request':
      return pullTask(payload, request);
    case 'check_run':
      return number(payload, 'check_run', 'app', 'id') === app ? checkRunTask(payload, request) : null;
    case 'check_suite':
      return number(payload, 'check_suite', 'app', 'id') === app ? suiteTask(payload, request) : null;
    case 'merge_group':
      return groupTask(payload);
    case 'push':
      return pushTask(payload);
    case 'issue_comment':
      return commandTask(payload, request);
    default:
      return null;
  }
}

function pullTask(payload: unknown, request: string): JobTask | null {
  const about = number(payload, 'pull_request', 'number');
  // A new title or description changes nothing; another base branch changes the diff.
  const retitled = textAt(payload, 'action') === 'edited' && valueAt(payload, 'changes', 'base') === undefined;
  if (about === null || retitled) return null;
  const before = textAt(payload, 'action') === 'synchronize' ? sha(payload, 'before') : null;
  const head = sha(payload, 'pull_request', 'head', 'sha');
  // What its base branch has gained while it was closed is judged by nobody else.
  const asked = textAt(payload, 'action') === 'reopened' ? request : '';
  return { kind: 'pull', number: about, head, request: asked, sender: null, ...(before === null ? {} : { before }) };
}

function checkRunTask(payload: unknown, request: string): JobTask | null {
  const head = sha(payload, 'check_run', 'head_sha');
  const subject = readExternalId(textAt(payload, 'check_run', 'external_id'));
  if (head === null || subject === null) return null;
  if (textAt(payload, 'action') === 'requested_action') {
    const sender = textAt(payload, 'sender', 'login');
    const isFix = textAt(payload, 'requested_action', 'identifier') === 'apply-fixes';
    return isFix && subject.kind === 'pull' && sender !== null
      ? { kind: 'fixes', number: subject.number, head, sender }
      : null;
  }
  return subject.kind === 'pull'
    ? { kind: 'pull', number: subject.number, head, request, sender: null }
    : { kind: 'group', head, base: subject.base, request, destroyed: false };
}

function suiteTask(payload: unknown, request: string): JobTask | null {
  const head = sha(payload, 'check_suite', 'head_sha');
  if (head === null) return null;
  const queue = branchOfQueue(textAt(payload, 'check_suite', 'head_branch') ?? '');
  return { kind: 'suite', head, request, ...(queue === null ? {} : { queue }) };
}

/** The branch of a merge group names the one that the group goes onto; nobody else may push one of such a name. */
function branchOfQueue(branch: string): string | null {
  return /^gh-readonly-queue\/(.+)\/pr-\d+-[0-9a-f]+$/.exec(branch)?.[1] ?? null;
}

function groupTask(payload: unknown): JobTask | null {
  const head = sha(payload, 'merge_group', 'head_sha');
  const base = sha(payload, 'merge_group', 'base_sha');
  const destroyed = textAt(payload, 'action') === 'destroyed';
  return head === null || base === null ? null : { kind: 'group', head, base, request: '', destroyed };
}

/** Branches that come or go change nothing under anybody. */
function pushTask(payload: unknown): JobTask | null {
  const branch = /^refs\/heads\/(.+)$/.exec(textAt(payload, 'ref') ?? '')?.[1];
  const [before, after] = [sha(payload, 'before'), sha(payload, 'after')];
  if (branch === undefined || before === null || after === null) return null;
  return /^0+$/.test(before) || /^0+$/.test(after) ? null : { kind: 'push', branch, before, after };
}

function commandTask(payload: unknown, request: string): JobTask | null {
  const sender = textAt(payload, 'sender', 'login');
  const about = number(payload, 'issue', 'number');
  const onPull = valueAt(payload, 'issue', 'pull_request') !== undefined;
  const byPerson = textAt(payload, 'sender', 'type') === 'User';
  const command = /^\/portcullis\s+review\s*$/m.test(firstLine(textAt(payload, 'comment', 'body') ?? ''));
  if (!onPull || !byPerson || !command || sender === null || about === null) return null;
  return { kind: 'pull', number: about, head: null, request, sender };
}

const firstLine = (body: string): string => body.trimStart().split(/\r?\n/, 1)[0] ?? '';

function number(value: unknown, ...path: readonly string[]): number | null {
  const found = valueAt(value, ...path);
  return typeof found === 'number' && Number.isSafeInteger(found) && found > 0 ? found : null;
}

function sha(value: unknown, ...path: readonly string[]): string | null {
  const found = textAt(value, ...path);
  return found !== null && /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(found) ? found : null;
}
