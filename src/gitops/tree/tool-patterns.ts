/**
 * How files and objects of a GitOps tool are known without parsing. The tools stand above the index
 * and are handed to it.
 */
export interface ToolPatterns {
  readonly files?: FilePattern;
  readonly objects?: ObjectPattern;
}

/** Files that only this tool reads. */
export interface FilePattern {
  /** Whether it reads the path, told by the name alone. Where several tools do, the first in the list has the file. */
  readonly matches: (path: string) => boolean;
  /**
   * Bytes that stand beside whatever it installs: a file that holds one of them is looked at as soon as it speaks
   * of Kong in any way (`helm install kong kong --repo …`). Any other has to hold a name that Kong's charts,
   * images and settings go by.
   */
  readonly releaseMarks?: readonly string[];
  /** Other files whose text it needs. YAML, JSON and what Helm and kustomize read are loaded for every tool. */
  readonly needs?: (path: string) => boolean;
  /** The name of the directory in which it keeps downloads and state: nothing in there is read. */
  readonly dataDirectory?: string;
}

/** Objects that the tool's controller acts on. */
export interface ObjectPattern {
  /** Bytes without which a file holds none of them: a part of their groups. */
  readonly mark: string;
  /**
   * Ends of the keys whose values are paths. An object that names no chart of Kong's is followed where such a
   * path, or any word with a slash, leads to something that matters; another word without one is no path.
   */
  readonly pathKeys: readonly string[];
  readonly kinds: readonly ToolKind[];
  /** How they name others, where kinds that are in every repository count only once they are named. */
  readonly references?: References;
}

export interface ToolKind {
  /** `group/Kind`, or a group of which every kind counts. */
  readonly name: string;
  /** What an object of it deploys: directories of the tree, something else (a chart), or nothing by itself. */
  readonly deploys: 'directories' | 'content' | 'nothing';
}

export interface References {
  /** Kinds that matter only when they are named. */
  readonly kinds: readonly string[];
  /** Fields that hold one reference, a map with a `name`. */
  readonly fields: readonly string[];
  /** Fields that hold a list of such maps. */
  readonly lists: readonly string[];
}

/** What some tools have in common to look for, gathered once for a tree. */
export interface Patterns {
  readonly files: readonly FilePattern[];
  /** Bytes of files that may hold an object of a tool. */
  readonly marks: readonly string[];
  /** What stands before a value that is a path: one of the keys, or the dash of a list. */
  readonly beforePath: RegExp;
  /** Names of kinds, without groups. */
  readonly kindNames: ReadonlySet<string>;
  /** Whether a tool reads objects of this kind. */
  readonly hasKind: (group: string, kind: string) => boolean;
  readonly references: References;
}

/** Gathers what the index looks for. */
export function patternsOf(tools: readonly ToolPatterns[]): Patterns {
  const objects = tools.flatMap((tool) => tool.objects ?? []);
  const names = new Set(objects.flatMap(({ kinds }) => kinds.map(({ name }) => name)));
  const references = objects.flatMap((pattern) => pattern.references ?? []);
  return {
    files: tools.flatMap((tool) => tool.files ?? []),
    marks: objects.map(({ mark }) => mark),
    beforePath: beforePath(objects.flatMap(({ pathKeys }) => pathKeys)),
    kindNames: new Set([...names].flatMap((name) => (name.includes('/') ? [name.slice(name.indexOf('/') + 1)] : []))),
    hasKind: (group, kind) => names.has(`${group}/${kind}`) || names.has(group),
    references: {
      kinds: references.flatMap(({ kinds }) => kinds),
      fields: references.flatMap(({ fields }) => fields),
      lists: references.flatMap(({ lists }) => lists),
    },
  };
}

function beforePath(keys: readonly string[]): RegExp {
  return new RegExp(`(${[...new Set(keys), '-'].join('|')})["']?\\s*:?\\s*["']?(\\./)?$`, 'i');
}
