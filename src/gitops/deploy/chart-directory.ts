import type { Fact } from '../../source/location.ts';
import type { Declaration } from '../cluster.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { Content } from './content.ts';
import { nothing } from './content.ts';
import type { GivenValues } from './release.ts';

/** How a chart of the tree is installed. */
export interface ChartInstallation {
  readonly name: Fact<string>;
  readonly namespace: Fact<string>;
  readonly declaration: Declaration;
  readonly given: GivenValues;
  /** Who installs it, for messages. */
  readonly title: string;
}

/** What an installed chart of the tree brings: releases of Kong's charts inside it, and its plain templates. */
export function chartDirectoryContent(
  _index: TreeIndex,
  _directory: string,
  _installation: ChartInstallation,
): Content {
  return nothing;
}
