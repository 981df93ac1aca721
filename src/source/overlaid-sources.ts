import type { SourceFile } from './document.ts';
import { byPath, idOf } from './loaded-sources.ts';
import { parseYaml } from './parse.ts';
import type { Sources } from './sources.ts';
import type { Unread } from './unread.ts';

/** Other sources with the text of one file replaced or added. */
export class OverlaidSources implements Sources {
  readonly paths: readonly string[];
  private readonly below: Sources;
  private readonly path: string;
  private readonly replaced: string;
  private parsed: SourceFile | undefined;

  constructor(below: Sources, path: string, text: string) {
    this.below = below;
    this.path = path;
    this.replaced = text;
    this.paths = below.has(path) ? below.paths : [...below.paths, path].toSorted();
  }

  has(path: string): boolean {
    return path === this.path || this.below.has(path);
  }

  unread(path: string): Unread | undefined {
    return path === this.path ? undefined : this.below.unread(path);
  }

  link(path: string): string | undefined {
    return path === this.path ? undefined : this.below.link(path);
  }

  contains(path: string, ...needles: readonly string[]): boolean {
    if (path !== this.path) return this.below.contains(path, ...needles);
    return needles.some((needle) => this.replaced.includes(needle));
  }

  glimpse(path: string): string | undefined {
    return path === this.path ? undefined : this.below.glimpse(path);
  }

  text(path: string): string | undefined {
    return path === this.path ? this.replaced : this.below.text(path);
  }

  file(path: string): SourceFile | undefined {
    return path === this.path ? (this.parsed ??= parseYaml(path, this.replaced)) : this.below.file(path);
  }

  oid(path: string): string | undefined {
    return path === this.path ? idOf(this.replaced) : this.below.oid(path);
  }

  parsedSoFar(): readonly SourceFile[] {
    const below = this.below.parsedSoFar().filter((file) => file.path !== this.path);
    return this.parsed === undefined ? below : [...below, this.parsed].toSorted(byPath);
  }

  unreadSoFar(): readonly Unread[] {
    return this.parsedSoFar().flatMap((file) => file.unread ?? []);
  }
}
