/** Shows what the engine answered. Everything of the files is put in as text; the report is a page in which nothing runs. */
import type { ShownFinding } from './editor.ts';
import type { elements } from './page-elements.ts';
import { pathsOf, type Repository } from './repository.ts';
import type { Answer } from './review-messages.ts';

/** More are counted: a page with thousands of rows answers to nobody. */
const mostShown = 100;

const signs = { error: '✖ error', warning: '▲ warning', notice: 'ℹ notice' } as const;
const changes = { added: '+ added', removed: '− removed', changed: '~ changed' } as const;
const verdicts = { pass: '✔ Passes', neutral: '◦ Neutral', fail: '✖ Fails' } as const;

interface State {
  readonly repository: Repository;
  readonly open: string;
  readonly findings: readonly ShownFinding[];
}

/** The files as buttons, each with what became of it and how many findings stand in it. */
export function showPaths(
  list: HTMLElement,
  { repository, open, findings }: State,
  show: (path: string) => void,
): void {
  const counts = Map.groupBy(findings, ({ path }) => path);
  const paths = pathsOf(repository);
  const items = paths.slice(0, mostShown * 5).map(({ path, change }) => {
    const button = element('button', '');
    button.append(...breakable(path));
    button.type = 'button';
    if (path === open) button.setAttribute('aria-current', 'true');
    button.addEventListener('click', () => show(path));
    const count = counts.get(path)?.length ?? 0;
    const notes = [change && changes[change], count > 0 && `${count} ${count === 1 ? 'finding' : 'findings'}`];
    const said = notes.filter((note) => typeof note === 'string').join(', ');
    if (said !== '') button.append(element('small', ` ${said}`));
    const item = element('li', '');
    item.append(button);
    return item;
  });
  if (paths.length > items.length) items.push(element('li', `… ${paths.length - items.length} more files`));
  list.replaceChildren(...items);
}

interface Actions {
  goTo(place: Pick<ShownFinding, 'path' | 'side' | 'line' | 'column'>): void;
  apply(finding: ShownFinding): void;
}

/** The verdict, the findings, and the check run beside them. */
export function showAnswer(on: ReturnType<typeof elements>, answer: Answer, actions: Actions): void {
  if ('failure' in answer) {
    on.verdict.textContent = answer.failure;
    on.verdict.dataset['verdict'] = 'failure';
    on.findings.replaceChildren();
    on.report.srcdoc = '';
    return;
  }
  const { verdict, findings, notRead, compared, took, page } = answer;
  const unread = notRead > 0 ? `, ${notRead} ${notRead === 1 ? 'file' : 'files'} not read` : '';
  on.verdict.textContent = `${verdicts[verdict]}: ${countsOf(findings, compared)}${unread}, in ${Math.max(1, Math.round(took))} ms`;
  on.verdict.dataset['verdict'] = verdict;
  const items = findings.slice(0, mostShown).map((finding) => findingItem(finding, actions));
  if (findings.length > items.length) items.push(element('li', `… ${findings.length - items.length} more`));
  on.findings.replaceChildren(...items);
  // A link of the report opens beside the page: within the frame there is no way back.
  on.report.srcdoc = page.replace('<head>', '<head><base target="_blank">');
}

function countsOf(findings: readonly ShownFinding[], compared: boolean): string {
  if (findings.length === 0) return 'no findings';
  if (!compared) return `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`;
  const by = Map.groupBy(findings, ({ status }) => status);
  return [...by].map(([status, those]) => `${those.length} ${status}`).join(', ');
}

function findingItem(finding: ShownFinding, { goTo, apply }: Actions): HTMLElement {
  const item = element('li', '');
  item.dataset['severity'] = finding.severity;
  const place = placeButton(finding, goTo);
  const rule = element('a', finding.rule);
  rule.href = finding.docs;
  const heading = element(
    'p',
    `${signs[finding.severity]}${finding.status === 'existing' ? '' : `, ${finding.status}`} · `,
  );
  heading.append(place, ' · ', rule);
  item.append(heading, element('p', finding.message));
  for (const other of finding.related) {
    const line = element('p', '');
    line.className = 'pg-related';
    line.append(placeButton({ ...other, column: 1 }, goTo), ` ${other.message}`);
    item.append(line);
  }
  if (finding.suggestion && finding.status !== 'fixed') {
    const button = element('button', `Apply the suggestion to ${finding.suggestion.path}`);
    button.type = 'button';
    button.addEventListener('click', () => apply(finding));
    item.append(button);
  }
  return item;
}

/** A path that may be broken after each folder rather than within a name. */
function breakable(path: string): readonly (string | HTMLElement)[] {
  return path.split(/(?<=\/)/).flatMap((part, i) => (i === 0 ? [part] : [document.createElement('wbr'), part]));
}

function placeButton(place: Parameters<Actions['goTo']>[0], goTo: Actions['goTo']): HTMLElement {
  const button = element('button', `${place.path}:${place.line}${place.side === 'base' ? ' (base)' : ''}`);
  button.type = 'button';
  button.className = 'pg-place';
  button.addEventListener('click', () => goTo(place));
  return button;
}

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, text: string): HTMLElementTagNameMap[Name] {
  const created = document.createElement(name);
  created.textContent = text;
  return created;
}
