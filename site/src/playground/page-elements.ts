/** The elements of the page that the playground speaks to. */
export function elements() {
  return {
    root: found('playground', HTMLElement),
    example: found('pg-example', HTMLSelectElement),
    compare: found('pg-compare', HTMLInputElement),
    sides: found('pg-sides', HTMLElement),
    side: (side: 'base' | 'head') => chosen(side),
    folder: found('pg-folder', HTMLInputElement),
    share: found('pg-share', HTMLButtonElement),
    note: found('pg-note', HTMLElement),
    paths: found('pg-paths', HTMLElement),
    add: found('pg-add', HTMLFormElement),
    newPath: found('pg-new', HTMLInputElement),
    open: found('pg-open', HTMLElement),
    remove: found('pg-remove', HTMLButtonElement),
    text: found('pg-text', HTMLElement),
    verdict: found('pg-verdict', HTMLElement),
    findings: found('pg-findings', HTMLElement),
    report: found('pg-report', HTMLIFrameElement),
  };
}

function found<Kind extends HTMLElement>(id: string, kind: abstract new () => Kind): Kind {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`the page has no ${kind.name} with the id ${id}`);
  return element;
}

function chosen(side: 'base' | 'head'): HTMLInputElement {
  const input = document.querySelector(`input[name="pg-side"][value="${side}"]`);
  if (!(input instanceof HTMLInputElement)) throw new Error(`the page has no choice of ${side}`);
  return input;
}
