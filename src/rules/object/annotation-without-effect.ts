import type { AnnotationRole, IdleAnnotation, IdleReason } from '../../kong/model/idle-annotation.ts';
import { ingress } from '../../kubernetes/kinds.ts';
import { nameOf } from '../../kubernetes/object.ts';
import { shortened } from '../../source/shortened.ts';
import type { ValueChange } from '../../source/change.ts';
import { ways } from '../fixes/value-changes.ts';
import type { Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';

export const annotationWithoutEffect: Rule = {
  id: 'annotation-without-effect',
  about: 'object',
  title: 'An annotation of Kong’s does nothing where it stands',
  severity: 'notice',

  *observe({ idleAnnotations }) {
    for (const idle of idleAnnotations) {
      const { object, key, at, why } = idle;
      yield {
        at,
        subject: objectSubject(object),
        field: `metadata.annotations ${key}`,
        statement: `${nameOf(object)} has ${shortened(key)}, ${reasonText(why, idle)}.`,
        changes: ways(correctKey(idle, idleAnnotations)),
      };
    }
  },
};

const kinds: Readonly<Record<AnnotationRole, string>> = {
  route: 'routes',
  service: 'Services',
  ingress: 'Ingresses',
  gateway: 'Gateways',
  'gateway-class': 'GatewayClasses',
};

function reasonText(why: IdleReason, { object }: IdleAnnotation): string {
  switch (why.kind) {
    case 'misspelt':
      return `which the controller does not read; ${why.meant} is one that it does`;
    case 'elsewhere':
      return elsewhere(why, object.kind);
    case 'too-old':
      return `which the controller reads from release ${why.since} on, and the one here is older`;
    case 'gone':
      return `which the controller does not read on ${object.kind === ingress.kind ? 'Ingresses' : 'routes'} any more since release ${why.since}; on Services it does`;
    case 'value':
      return `whose value "${shortened(why.value)}" is ignored without a word: the controller expects ${why.expected}`;
    case 'expressions':
      return 'which the controller leaves out where Kong’s router takes expressions, as it does here';
    case 'takes-http':
      return `and takes plain HTTP ${protocolSources[why.because]}: Kong serves such requests and redirects none. Only a route with konghq.com/protocols "https" is redirected`;
  }
}

const protocolSources: Readonly<Record<Extract<IdleReason, { kind: 'takes-http' }>['because'], string>> = {
  annotation: 'by its annotation konghq.com/protocols',
  default: 'by default',
  listeners: 'from a listener with protocol HTTP',
};

function elsewhere({ on, twin }: Extract<IdleReason, { kind: 'elsewhere' }>, kind: string): string {
  const there = `which the controller reads on ${kinds[on]} and not on ${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}`;
  const own = twin === null ? '' : `. Here ${twin} counts`;
  if (on === 'service')
    return `${there}: put it on the Services that the ${kind === ingress.kind ? kind : 'route'} leads to${own}`;
  if (twin !== null) return `${there}${own}`;
  return on === 'route' ? `${there}: put it on the routes that lead here` : there;
}

/** A name that is misspelt and means one thing, which no other annotation of the object means. */
function correctKey(
  { object, key, why }: IdleAnnotation,
  all: readonly IdleAnnotation[],
): readonly ValueChange[] | null {
  if (why.kind !== 'misspelt' || why.meant.endsWith('NAME')) return null;
  const { meant } = why;
  const isAlone = all.every(
    (each) => each.object !== object || each.key === key || each.why.kind !== 'misspelt' || each.why.meant !== meant,
  );
  if (!isAlone) return null;
  const annotations = ['metadata', 'annotations'];
  return [{ kind: 'move', map: object.root, from: [...annotations, key], to: [...annotations, meant] }];
}
