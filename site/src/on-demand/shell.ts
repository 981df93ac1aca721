import type * as Unbash from 'unbash';

let loaded: typeof Unbash | null = null;
let isAsked = false;

/** In place of the package's own: until `loadShell` was called, a review that meets a script ends in an error. */
export const parse: typeof Unbash.parse = (text) => needed().parse(text);

export const forEachChild: typeof Unbash.forEachChild = (node, visit) => needed().forEachChild(node, visit);

/** Loads the grammar where a review ended for want of it; whether it has to be made again. */
export async function loadShell(): Promise<boolean> {
  if (!isAsked || loaded !== null) return false;
  loaded = await import('unbash');
  return true;
}

function needed(): typeof Unbash {
  isAsked = true;
  if (loaded === null) throw new Error('The grammar of scripts is not loaded.');
  return loaded;
}
