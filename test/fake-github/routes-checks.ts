import { invalid, notFound, Refusal } from './faults.ts';
import { repositoryOf, type RouteContext, type Routes } from './access.ts';
import type { FakeAnnotation, FakeRepository, FakeRun } from './state.ts';

const mostBytes = 65_535;
const mostAnnotations = 50;

export const checkRoutes: Routes = {
  'POST /repos/{owner}/{repo}/check-runs': (context) => {
    const repository = repositoryOf(context, 'checks', 'write');
    const { github, body, token } = context;
    const head = text(body['head_sha']);
    if (head === null || text(body['name']) === null) throw invalid('name and head_sha are required');
    if (!repository.git.commits.has(head)) throw new Refusal(422, `No commit found for SHA: ${head}`);
    const run: FakeRun = {
      id: github.nextId(),
      app: token?.installation.app ?? 0,
      name: text(body['name']) ?? '',
      head,
      createdAt: github.clock.now(),
      externalId: null,
      status: 'queued',
      conclusion: null,
      title: null,
      summary: null,
      text: null,
      annotations: [],
      actions: [],
      completions: 0,
    };
    change(run, body, true);
    repository.runs.push(run);
    return runAnswer(run);
  },
  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}': (context) => {
    const run = ownRun(context, repositoryOf(context, 'checks', 'write'));
    change(run, context.body, false);
    return runAnswer(run);
  },
  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}': (context) =>
    runAnswer(ownRun(context, repositoryOf(context, 'checks', 'read'))),
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs': (context) => {
    const repository = repositoryOf(context, 'checks', 'read');
    const { query, parameters } = context;
    if (!repository.git.commits.has(parameters['ref'] ?? ''))
      throw new Refusal(422, `No commit found for SHA: ${parameters['ref']}`);
    const runs = visibleRuns(context.github, repository, parameters['ref'] ?? '').filter(
      ({ name, app }) => (query['check_name'] ?? name) === name && Number(query['app_id'] ?? app) === app,
    );
    const shown = query['filter'] === 'all' ? runs : runs.slice(-1);
    return {
      total_count: shown.length,
      check_runs: shown
        .toReversed()
        .slice(0, Number(query['per_page'] ?? 30))
        .map(runAnswer),
    };
  },
};

/** The runs on a commit that the replicas know already, oldest first. */
export function visibleRuns(
  github: RouteContext['github'],
  repository: FakeRepository,
  head: string,
): readonly FakeRun[] {
  return repository.runs.filter((run) => run.head === head && run.createdAt + github.lag <= github.clock.now());
}

function ownRun({ parameters, token }: RouteContext, repository: FakeRepository): FakeRun {
  const run = repository.runs.find(({ id }) => id === Number(parameters['check_run_id']));
  if (!run) throw notFound();
  if (run.app !== token?.installation.app)
    throw new Refusal(403, 'Invalid app_id: the check run was not created by this app');
  return run;
}

function runAnswer(run: FakeRun): object {
  const { id, head, externalId, status, conclusion, title, summary, name, annotations } = run;
  const output = {
    title,
    summary,
    text: run.text,
    annotations_count: annotations.length,
    annotations_url: 'https://github.test',
  };
  return {
    id,
    head_sha: head,
    external_id: externalId,
    status,
    conclusion,
    name,
    output,
    app: { id: run.app },
    pull_requests: [],
  };
}

function change(run: FakeRun, body: Readonly<Record<string, unknown>>, isNew: boolean): void {
  const output = body['output'] as Readonly<Record<string, unknown>> | undefined;
  const annotations = output ? checkedOutput(output, isNew) : [];
  const actions = checkedActions(body['actions']);
  const conclusion = text(body['conclusion']);
  const status = text(body['status']);
  if (status !== null && !['queued', 'in_progress', 'completed'].includes(status))
    throw invalid(`status ${status} is not for apps`);
  if (status === 'completed' && conclusion === null) throw invalid('conclusion is required when status is completed');
  if (conclusion === 'stale') throw invalid('only GitHub sets stale');
  run.externalId = text(body['external_id']) ?? run.externalId;
  if (output) {
    run.title = text(output['title']) ?? run.title;
    run.summary = text(output['summary']);
    run.text = text(output['text']);
    run.annotations.push(...annotations);
  }
  if (actions) run.actions = actions;
  if (conclusion !== null) run.completions += 1;
  run.conclusion = conclusion ?? run.conclusion;
  run.status = conclusion === null ? ((status as FakeRun['status'] | null) ?? run.status) : 'completed';
}

function checkedOutput(output: Readonly<Record<string, unknown>>, isNew: boolean): readonly FakeAnnotation[] {
  const summary = text(output['summary']);
  if (summary === null || (isNew && text(output['title']) === null))
    throw invalid('output needs a title and a summary');
  for (const field of ['summary', 'text']) {
    if (Buffer.byteLength(text(output[field]) ?? '') > mostBytes)
      throw invalid(`${field} exceeds a maximum bytesize of ${mostBytes}`);
  }
  const annotations = (output['annotations'] ?? []) as readonly FakeAnnotation[];
  if (annotations.length > mostAnnotations) throw invalid(`No more than ${mostAnnotations} annotations are allowed`);
  for (const annotation of annotations) checkAnnotation(annotation);
  return annotations;
}

function checkAnnotation(annotation: FakeAnnotation): void {
  const {
    path,
    start_line: start,
    end_line: end,
    annotation_level: level,
    message,
    title,
    raw_details: details,
  } = annotation;
  const unknown = Object.keys(annotation).find((key) => !annotationKeys.has(key));
  if (unknown !== undefined) throw invalid(`${unknown} is not a field of an annotation`);
  if (typeof path !== 'string' || path === '' || path.startsWith('/')) throw invalid('an annotation needs a path');
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 1 || end < start) throw invalid('lines start at 1');
  if (!['notice', 'warning', 'failure'].includes(level)) throw invalid(`annotation_level ${level}`);
  if (typeof message !== 'string' || message === '') throw invalid('an annotation needs a message');
  for (const long of [message, details ?? ''])
    if (Buffer.byteLength(long) > 64 * 1024) throw invalid('message and raw_details are limited to 64 KB');
  if ((title ?? '').length > 255) throw invalid('title is limited to 255 characters');
  const columns = [annotation.start_column, annotation.end_column].filter((column) => column !== undefined);
  if (columns.length > 0 && start !== end) throw invalid('columns are for one line only');
  if (columns.some((column) => !Number.isInteger(column) || column < 1)) throw invalid('columns start at 1');
}

const annotationKeys = new Set([
  'path',
  'start_line',
  'end_line',
  'start_column',
  'end_column',
  'annotation_level',
  'message',
  'title',
  'raw_details',
]);

function checkedActions(value: unknown): FakeRun['actions'] | null {
  if (value === undefined) return null;
  const actions = value as FakeRun['actions'];
  if (actions.length > 3) throw invalid('at most 3 actions');
  for (const { label, description, identifier } of actions) {
    if (label.length > 20 || description.length > 40 || identifier.length > 20)
      throw invalid('label 20, description 40, identifier 20');
  }
  return actions;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
