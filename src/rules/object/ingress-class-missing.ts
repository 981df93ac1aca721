import type { Outcome } from '../../finding.ts';
import type { ClasslessObject } from '../../kong/model/left-out.ts';
import { kongClusterPlugin, kongConsumer } from '../../kubernetes/kinds.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import { nameOf, type KubeObject } from '../../kubernetes/object.ts';
import type { ValueChange } from '../../source/change.ts';
import { firstLocation } from '../../source/location.ts';
import { get } from '../../source/node.ts';
import type { Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { pluginType } from '../wording/plugins.ts';

const key = 'kubernetes.io/ingress.class';

export const ingressClassMissing: Rule = {
  id: 'ingress-class-missing',
  about: 'object',
  title: 'An object of Kong’s carries no ingress class, and no controller reads it',
  severity: 'warning',

  *observe({ leftOut }) {
    for (const classless of leftOut.classless) {
      const { object, controllers } = classless;
      const at = firstLocation(object.name.at);
      if (at === undefined) continue;
      const [{ id }] = controllers;
      const others = controllers.length - 1;
      const who = others === 0 ? `the controller ${id} reads` : `the controller ${id} and ${others} more read`;
      const classes = classesOf(classless);
      const [only, second] = classes;
      const own =
        second === undefined ? `the class ${only} alone, which is` : `the classes ${classes.join(', ')}, which are`;
      yield {
        at,
        subject: objectSubject(object),
        field: 'ingress class',
        statement: `${nameOf(object)} lacks the annotation ${key}, and ${who} ${own} not the default.`,
        outcome: outcome(object),
        changes: withClass(classless),
      };
    }
  },
};

function classesOf({ controllers }: ClasslessObject): readonly string[] {
  const values = controllers.flatMap(({ ingressClass }) =>
    ingressClass.certainty === 'unknown' ? [] : [ingressClass.value],
  );
  return [...new Set(values)];
}

function outcome(object: KubeObject): Outcome {
  if (isOfKind(object, kongClusterPlugin))
    return outcomeOf('without-plugin', `${pluginType(object) ?? 'the plugin'} acts on no request`);
  return isOfKind(object, kongConsumer)
    ? outcomeOf('no-status', 'the consumer is not in Kong, nor are its credentials and plugins')
    : outcomeOf('no-status', 'the group is not in Kong');
}

/** Where there is one class to belong to. */
function withClass(classless: ClasslessObject): readonly (readonly ValueChange[])[] {
  const { root } = classless.object;
  const [only, second] = classesOf(classless);
  if (only === undefined || second !== undefined || root.kind !== 'map') return [];
  const written = get(root, 'metadata', 'annotations', key);
  if (written !== undefined) return written.kind === 'scalar' ? [[{ kind: 'set', node: written, value: only }]] : [];
  return [[{ kind: 'put', map: root, path: ['metadata', 'annotations', key], value: only }]];
}
