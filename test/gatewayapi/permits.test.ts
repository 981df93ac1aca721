import fc from 'fast-check';
import { expect, test } from 'vitest';
import { permits } from '../../src/gatewayapi/permits.ts';
import type { ReferenceGrant } from '../../src/gatewayapi/reference-grant.ts';
import type { Reference } from '../../src/gatewayapi/references.ts';

const name = fc.constantFrom('a', 'b');
const from = fc.record({ group: name, kind: name, namespace: name });
const to = fc.record({ group: fc.constantFrom('', 'core', 'a'), kind: name, name: fc.option(name) });
const grant = fc.record({
  namespace: fc.option(name),
  from: fc.array(from, { maxLength: 2 }),
  to: fc.array(to, { maxLength: 2 }),
}) as unknown as fc.Arbitrary<ReferenceGrant>;
const reference = fc.record({
  from: fc.record({ group: name, kind: name, namespace: fc.option(name) }),
  to: fc.record({ group: fc.constantFrom('', 'core', 'a'), kind: name, namespace: fc.option(name), name }),
}) as unknown as fc.Arbitrary<Pick<Reference, 'from' | 'to'>>;

const bare = (group: string): string => (group === 'core' ? '' : group);

/** One grant, read alone. */
function allows(
  { namespace, from: froms, to: tos }: ReferenceGrant,
  { from: by, to: at }: Pick<Reference, 'from' | 'to'>,
): boolean {
  return (
    (namespace === null || namespace === at.namespace) &&
    froms.some((each) => each.group === by.group && each.kind === by.kind && each.namespace === by.namespace) &&
    tos.some(
      (each) => bare(each.group) === bare(at.group) && each.kind === at.kind && [null, at.name].includes(each.name),
    )
  );
}

test('a reference is permitted where one of the grants permits it', () => {
  fc.assert(
    fc.property(fc.array(grant, { maxLength: 6 }), fc.array(reference, { maxLength: 6 }), (grants, references) => {
      for (const each of references) {
        const isNear =
          each.to.namespace === null || each.from.namespace === null || each.to.namespace === each.from.namespace;
        expect(permits(grants, each)).toBe(isNear || grants.some((one) => allows(one, each)));
      }
    }),
  );
});
