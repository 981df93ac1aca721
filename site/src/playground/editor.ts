import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, defaultHighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { darkHighlightStyle } from './dark-highlight.ts';
import type { Reviewed } from './review-messages.ts';

export type ShownFinding = Reviewed['findings'][number];

export interface Editor {
  /** Shows a file; `null` is a file that this side does not have. */
  show(path: string, text: string | null): void;
  /** Underlines findings of the shown file; `apply` puts a suggestion into the files. */
  underline(findings: readonly ShownFinding[], apply: (finding: ShownFinding) => void): void;
  /** Puts the cursor on a place, both counted from 1, and the editor in view. */
  goTo(line: number, column: number): void;
  setDark(dark: boolean): void;
}

const severities = { error: 'error', warning: 'warning', notice: 'info' } as const;

/** An editor for one file at a time, which tells each change that a person makes. */
export function createEditor(parent: HTMLElement, onChange: (text: string) => void): Editor {
  const language = new Compartment();
  const theme = new Compartment();
  let opened = '';
  const changed = EditorView.updateListener.of((update) => {
    const byPerson = update.transactions.some(
      (transaction) =>
        transaction.isUserEvent('input') ||
        transaction.isUserEvent('delete') ||
        transaction.isUserEvent('undo') ||
        transaction.isUserEvent('redo') ||
        transaction.isUserEvent('move'),
    );
    if (update.docChanged && byPerson) onChange(update.state.sliceDoc());
  });
  const extensions = (path: string, isThere: boolean): Extension => [
    lineNumbers(),
    lintGutter(),
    history(),
    drawSelection(),
    bracketMatching(),
    highlightActiveLine(),
    search(),
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...lintKeymap]),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': `Text of ${path}`, tabindex: '0' }),
    EditorState.readOnly.of(!isThere),
    language.of(/\.(ya?ml|json)$|^[^.]+$/.test(path) ? yaml() : []),
    theme.of(themeOf(isDark)),
    changed,
  ];
  let isDark = false;
  const useGrammarOf = async (path: string): Promise<void> => {
    const grammar = await grammarOf(path);
    if (grammar && opened === path) view.dispatch({ effects: language.reconfigure(grammar) });
  };
  const view = new EditorView({ parent, state: EditorState.create({ doc: '' }) });

  return {
    show: (path, text) => {
      opened = path;
      view.setState(EditorState.create({ doc: text ?? '', extensions: extensions(path, text !== null) }));
      void useGrammarOf(path);
    },
    underline: (findings, apply) => {
      const diagnostics = findings.map((finding) => diagnosticOf(view.state, finding, apply));
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    goTo: (line, column) => {
      const position = offsetOf(view.state, line, column);
      view.dispatch({ selection: { anchor: position }, effects: EditorView.scrollIntoView(position, { y: 'center' }) });
      view.focus();
    },
    setDark: (dark) => {
      isDark = dark;
      view.dispatch({ effects: theme.reconfigure(themeOf(dark)) });
    },
  };
}

function diagnosticOf(state: EditorState, finding: ShownFinding, apply: (finding: ShownFinding) => void): Diagnostic {
  const from = offsetOf(state, finding.line, finding.column);
  const to = Math.max(offsetOf(state, finding.endLine, finding.endColumn), from);
  const actions = finding.suggestion ? [{ name: 'Apply the suggestion', apply: () => apply(finding) }] : [];
  return { from, to, severity: severities[finding.severity], source: finding.rule, message: finding.message, actions };
}

function offsetOf(state: EditorState, line: number, column: number): number {
  const { from, to } = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines));
  return Math.min(from + Math.max(column - 1, 0), to);
}

/** Grammars of what is no YAML are loaded when such a file is opened. */
async function grammarOf(path: string): Promise<Extension | null> {
  if (/\.(sh|bash)$|(^|\/)(Makefile|Dockerfile)$/.test(path)) {
    return StreamLanguage.define((await import('@codemirror/legacy-modes/mode/shell')).shell);
  }
  if (path.endsWith('.toml')) return StreamLanguage.define((await import('@codemirror/legacy-modes/mode/toml')).toml);
  return null;
}

function themeOf(dark: boolean): Extension {
  const colours = EditorView.theme(
    {
      '&': { height: '100%', backgroundColor: 'transparent', color: 'inherit' },
      '&.cm-focused': { outline: 'none' },
      '.cm-scroller': { fontFamily: 'ui-monospace, monospace', lineHeight: '1.5' },
      '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--sl-color-gray-3)', border: 'none' },
      '.cm-activeLine': { backgroundColor: dark ? '#ffffff0d' : '#0000000a' },
      '.cm-tooltip': { backgroundColor: 'var(--sl-color-bg-nav)', color: 'var(--sl-color-text)', maxWidth: '40rem' },
      '.cm-diagnosticAction': { font: 'inherit', backgroundColor: '#2f6f9f', color: 'white' },
    },
    { dark },
  );
  return [colours, syntaxHighlighting(dark ? darkHighlightStyle : defaultHighlightStyle)];
}
