import type { Unit } from '../deployed/unit.ts';
import type { Unrendered } from '../model/unrendered.ts';
import type { Sources } from '../../source/sources.ts';

/** Releases of Kong's charts whose values are not known in full, and the files that may hold the rest. */
export function unknownValues(units: readonly Unit[], sources: Sources): readonly Unrendered[] {
  const releases = units.flatMap((unit) => [...unit.releases, ...unit.candidates.flatMap((each) => each.releases)]);
  return releases.flatMap(({ name, declaration, unverified }) => {
    const files = (unverified?.paths ?? []).filter((path) => sources.has(path));
    if (unverified === null || files.length === 0) return [];
    const { path } = declaration.at;
    const called = name.certainty === 'unknown' ? 'of Kong' : name.value;
    const reason = `feeds the release ${called}, whose values are not known: ${unverified.reason}`;
    return [
      {
        key: `values of ${path} ${called}`,
        told: { path, cause: unverified.cause, reason },
        charts: [],
        inputs: () => new Map(files.map((file) => [file, sources.oid(file) ?? ''])),
      },
    ];
  });
}
