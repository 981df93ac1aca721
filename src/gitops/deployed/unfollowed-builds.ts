import type { BuildProblem } from '../../kustomize/build-problem.ts';
import { isWithin } from '../../source/paths.ts';
import type { Unrendered } from '../model/unrendered.ts';
import type { TreeIndex } from '../tree/tree-index.ts';

/**
 * What a build makes with means that are not followed here: transformers, generators, addresses. Where a change brings
 * or changes them, nobody knows what it makes of the objects.
 * @param bringsOurs whether the build brings objects that a review looks at, as far as it was followed
 */
export function unfollowedBuilds(
  problems: readonly BuildProblem[],
  { sources, speaksOfKong }: TreeIndex,
  bringsOurs: boolean,
): readonly Unrendered[] {
  return problems.flatMap(({ path, cause, reason, unfollowed }) => {
    if (unfollowed === undefined || !(bringsOurs || (unfollowed.brings && speaksOfKong))) return [];
    return [
      {
        // Another address is another thing, and the one before it is gone.
        key: `build of ${path}: ${reason}`,
        told: { path, cause, reason },
        charts: [],
        inputs: () => {
          const files = sources.paths.filter((each) => unfollowed.paths.some((named) => isWithin(each, named)));
          return new Map([
            ...files.map((file): [string, string] => [file, sources.oid(file) ?? sources.text(file) ?? '']),
            [path, unfollowed.stated],
          ]);
        },
      },
    ];
  });
}
