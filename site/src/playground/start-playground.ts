import type { Editor, ShownFinding } from './editor.ts';
import { filesChosen, filesDropped, type Taken } from './dropped-folder.ts';
import type { Example } from './examples.ts';
import { elements } from './page-elements.ts';
import { showAnswer, showPaths } from './show.ts';
import {
  filesOn,
  pathFrom,
  sizeProblem,
  textOf,
  withFile,
  withoutFile,
  withSuggestion,
  type Repository,
  type Side,
} from './repository.ts';
import type { Answer } from './review-messages.ts';
import { createReviewer, type RunningEngine, type Told } from './reviewer.ts';
import { fragmentOf, sharedFrom } from './share.ts';

/** Milliseconds of quiet before the address takes up what was typed. */
const quiet = 400;

/** Brings the page to life: the editor is loaded once the page stands. */
export async function startPlayground(): Promise<void> {
  const { createEditor } = await import('./editor.ts');
  const on = elements();
  const playground = new Playground(on, (changed) => createEditor(on.text, changed));
  await playground.openFromAddress();
}

/** The engine in a worker. */
function startEngine({ answered, broke }: Told): RunningEngine {
  const worker = new Worker(new URL('./review-worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', (event: MessageEvent<Answer>) => answered(event.data));
  worker.addEventListener('error', broke);
  return { review: (request) => worker.postMessage(request), stop: () => worker.terminate() };
}

class Playground {
  #repository: Repository = { base: null, head: {} };
  #side: Side = 'head';
  #open = '';
  #findings: readonly ShownFinding[] = [];
  /** What the findings are about: the files may have been edited since. */
  #reviewed: Repository = this.#repository;
  #addressTimer: ReturnType<typeof setTimeout> | undefined;
  /** What the address was last set to by us: a change to it by a person is followed. */
  #fragment = '';
  readonly #on: ReturnType<typeof elements>;
  readonly #editor: Editor;
  readonly #reviewer = createReviewer(startEngine, (answer, about) => this.#answered(answer, about));

  constructor(on: ReturnType<typeof elements>, createEditor: (changed: (text: string) => void) => Editor) {
    this.#on = on;
    this.#editor = createEditor((text) => this.#change(withFile(this.#repository, this.#side, this.#open, text)));
    this.#listen();
    this.#followTheme();
  }

  /** The state or the example that the address names, else the demo. */
  async openFromAddress(): Promise<void> {
    const fragment = location.hash.slice(1);
    this.#fragment = fragment;
    if (!fragment.startsWith('state='))
      return await this.#openExample(/^example=([\w-]+)$/.exec(fragment)?.[1] ?? 'demo');
    try {
      const { repository, open } = await sharedFrom(fragment);
      this.#on.example.value = '';
      this.#replace(repository, open);
    } catch (error) {
      this.#say(error instanceof Error ? error.message : String(error));
      await this.#openExample('demo');
    }
  }

  async #openExample(name: string): Promise<void> {
    const response = await fetch(`${this.#on.root.dataset['examples'] ?? ''}${name}.json`);
    if (!response.ok) {
      this.#say(`There is no example "${name}".`);
      return name === 'demo' ? undefined : await this.#openExample('demo');
    }
    const { repository, open } = (await response.json()) as Example;
    this.#on.example.value = name;
    this.#replace(repository, open);
  }

  /** Takes another repository in place of this one. */
  #replace(repository: Repository, open: string | null): void {
    const problem = sizeProblem(repository);
    if (problem !== null) return this.#say(problem);
    this.#side = 'head';
    this.#on.side('head').checked = true;
    this.#change(repository);
    this.#show(open ?? Object.keys(repository.head).toSorted()[0] ?? '');
  }

  #change(repository: Repository): void {
    this.#repository = repository;
    this.#on.compare.checked = repository.base !== null;
    this.#on.sides.hidden = repository.base === null;
    this.#showPaths();
    this.#reviewer.ask(repository);
    clearTimeout(this.#addressTimer);
    this.#addressTimer = setTimeout(() => void this.#takeIntoAddress(), quiet);
  }

  #show(path: string): void {
    this.#open = path;
    const text = textOf(filesOn(this.#repository, this.#side), path);
    this.#on.open.textContent = text === undefined ? `${path} (not in ${this.#side})` : path;
    this.#on.remove.disabled = text === undefined;
    this.#editor.show(path, text ?? null);
    this.#showPaths();
    this.#underline();
  }

  #showPaths(): void {
    showPaths(this.#on.paths, { repository: this.#repository, open: this.#open, findings: this.#findings }, (path) =>
      this.#show(path),
    );
  }

  #answered(answer: Answer, about: Repository): void {
    this.#reviewed = about;
    this.#findings = 'failure' in answer ? [] : answer.findings;
    showAnswer(this.#on, answer, {
      goTo: ({ path, side, line, column }) => {
        this.#turnTo(side);
        this.#show(path);
        this.#editor.goTo(line, column);
      },
      apply: (finding) => this.#apply(finding),
    });
    this.#showPaths();
    this.#underline();
  }

  #underline(): void {
    const shown = this.#findings.filter(({ path, side }) => path === this.#open && side === this.#side);
    this.#editor.underline(shown, (finding) => this.#apply(finding));
  }

  #apply({ suggestion }: ShownFinding): void {
    if (!suggestion) return;
    const { path } = suggestion;
    if (textOf(this.#reviewed.head, path) !== textOf(this.#repository.head, path))
      return this.#say(`${path} has changed since this was found; its review is under way.`);
    this.#turnTo('head');
    this.#change({ ...this.#repository, head: withSuggestion(this.#repository.head, suggestion) });
    this.#show(suggestion.path);
  }

  #turnTo(side: Side): void {
    this.#side = side;
    this.#on.side(side).checked = true;
  }

  async #takeIntoAddress(): Promise<boolean> {
    const fragment = await fragmentOf({ repository: this.#repository, open: this.#open });
    if (fragment === null) return false;
    this.#fragment = fragment;
    history.replaceState(null, '', `#${fragment}`);
    return true;
  }

  async #share(): Promise<void> {
    if (!(await this.#takeIntoAddress())) return this.#say('These files are too large for a link.');
    const copied = await navigator.clipboard.writeText(location.href).then(
      () => true,
      () => false,
    );
    this.#say(
      copied ? 'The link is copied. It holds the files; no server does.' : 'The link stands in the address bar.',
    );
  }

  #take({ files, left }: Taken): void {
    if (Object.keys(files).length === 0) return this.#say('No text files were found there.');
    this.#on.example.value = '';
    this.#replace({ base: null, head: files }, null);
    this.#say(
      left === 0
        ? ''
        : `${left} ${left === 1 ? 'file was' : 'files were'} left out: too large, not text, or more than the page takes.`,
    );
  }

  #say(sentence: string): void {
    this.#on.note.textContent = sentence;
  }

  #addFile(): void {
    const path = pathFrom(this.#on.newPath.value);
    if (path === null) return this.#say('A path looks like gateways/edge.yaml.');
    this.#say('');
    this.#on.newPath.value = '';
    if (textOf(filesOn(this.#repository, this.#side), path) === undefined) {
      this.#change(withFile(this.#repository, this.#side, path, ''));
    }
    this.#show(path);
  }

  #listen(): void {
    const on = this.#on;
    on.example.addEventListener('change', () => {
      this.#say('');
      void this.#openExample(on.example.value || 'demo');
    });
    on.compare.addEventListener('change', () => {
      this.#turnTo('head');
      this.#change({ ...this.#repository, base: on.compare.checked ? this.#repository.head : null });
      this.#show(this.#open);
    });
    on.sides.addEventListener('change', () => {
      this.#side = on.side('base').checked ? 'base' : 'head';
      this.#show(this.#open);
    });
    on.add.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#addFile();
    });
    on.remove.addEventListener('click', () => {
      this.#change(withoutFile(this.#repository, this.#side, this.#open));
      this.#show(this.#open);
    });
    on.share.addEventListener('click', () => void this.#share());
    on.folder.addEventListener('change', () => {
      if (on.folder.files) void filesChosen(on.folder.files).then((taken) => this.#take(taken));
    });
    on.root.addEventListener('dragover', (event) => event.preventDefault());
    on.root.addEventListener('drop', (event) => {
      event.preventDefault();
      if (event.dataTransfer) void filesDropped(event.dataTransfer.items).then((taken) => this.#take(taken));
    });
    addEventListener('hashchange', () => location.hash.slice(1) !== this.#fragment && void this.openFromAddress());
  }

  /** The page's own switch sets an attribute of the document. */
  #followTheme(): void {
    const follow = (): void => this.#editor.setDark(document.documentElement.dataset['theme'] === 'dark');
    new MutationObserver(follow).observe(document.documentElement, { attributeFilter: ['data-theme'] });
    follow();
  }
}
