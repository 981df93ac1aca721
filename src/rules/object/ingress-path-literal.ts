import type { LiteralPath } from '../../kong/model/literal-path.ts';
import { nameOf } from '../../kubernetes/object.ts';
import type { ValueChange } from '../../source/change.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';

export const ingressPathLiteral: Rule = {
  id: 'ingress-path-literal',
  about: 'object',
  title: 'A path of an Ingress is written as a pattern and compared letter by letter',
  severity: 'warning',

  *observe({ literalPaths }) {
    for (const literal of literalPaths) {
      const { object, node, field, path } = literal;
      const at = firstLocation(node.at);
      if (at === undefined) continue;
      yield {
        at,
        subject: objectSubject(object),
        field,
        statement: `${nameOf(object)}: the path "${path}" ${fault(literal)}`,
        outcome: outcomeOf('not-routed', `only requests whose own path begins with ${path} match`),
        changes: asPattern(literal),
      };
    }
  },
};

function fault({ written, prefix }: LiteralPath): string {
  if (written === 'asterisk')
    return 'ends with an asterisk, which stands for itself: a path of the type ImplementationSpecific matches what begins with it.';
  return `looks like a regular expression and is none: the controller takes for one what begins with ${prefix}.`;
}

function asPattern({ node, path, written, prefix }: LiteralPath): readonly (readonly ValueChange[])[] {
  if (written === 'asterisk') return [[{ kind: 'set', node, value: path.slice(0, -1) }]];
  return [[{ kind: 'set', node, value: `${prefix}${path.replace(/^\/~(?=\/)/, '')}` }]];
}
