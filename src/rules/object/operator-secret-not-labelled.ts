import type { Outcome } from '../../finding.ts';
import type { ValueChange } from '../../source/change.ts';
import { kongConsumer, kongPlugin, konnectSignIn } from '../../kubernetes/kinds.ts';
import { isOfKind, kindOf } from '../../kubernetes/known-kinds.ts';
import { nameOf, type KubeObject } from '../../kubernetes/object.ts';
import { firstLocation } from '../../source/location.ts';
import { get } from '../../source/node.ts';
import { faultyReferences } from '../causes/managed-listeners.ts';
import { unlabelledSecrets } from '../causes/unlabelled-secrets.ts';
import type { Rule } from '../model/rule.ts';
import { operatorName } from '../wording/managed.ts';
import { gatewayName, objectSubject } from '../wording/names.ts';
import { conditionOutcome, outcomeOf } from '../wording/outcomes.ts';
import { relatedAt } from '../wording/places.ts';

/** Where the labels of the Secret stand in what makes it. */
function labelsPath({ group, kind }: KubeObject): readonly string[] {
  return kindOf(group, kind)?.secret?.labels ?? ['metadata', 'labels'];
}

/** The label, in place of another value of it. */
function labelled(object: KubeObject, label: string): readonly ValueChange[] {
  const path = [...labelsPath(object), label];
  const written = get(object.root, ...path);
  if (written?.kind === 'scalar') return [{ kind: 'set', node: written, value: 'true' }];
  return [{ kind: 'put', map: object.root, path, value: 'true' }];
}

/** What becomes of what names the Secret. */
function outcomeFor(namer: KubeObject): Outcome {
  if (isOfKind(namer, kongConsumer))
    return outcomeOf('without-credential', 'the operator leaves the credential out, as if the Secret did not exist');
  if (isOfKind(namer, kongPlugin))
    return outcomeOf('without-plugin', 'the operator leaves the plugin out, and requests pass without it');
  const isSignIn = isOfKind(namer, konnectSignIn);
  return conditionOutcome(
    {
      type: isSignIn ? 'APIAuthValid' : 'DataPlaneCertificateProvisioned',
      status: 'False',
      reason: isSignIn ? 'Invalid' : null,
    },
    'nothing that needs it gets to Konnect',
  );
}

export const operatorSecretNotLabelled: Rule = {
  id: 'operator-secret-not-labelled',
  about: 'object',
  title: 'Kong Operator does not see a Secret, because it lacks a label',
  severity: 'error',

  *observe(cluster) {
    const told = new Set<KubeObject>();
    for (const { gateway, listener, release, fault } of faultyReferences(cluster.gateways, ['unlabelled'])) {
      const { object, detail: label } = fault;
      if (object === null || label === null || told.has(object)) continue;
      told.add(object);
      const at = firstLocation(object.name.at);
      if (at === undefined) continue;
      const makes = object.kind === 'Secret' ? '' : 'makes a Secret that ';
      yield {
        at,
        subject: objectSubject(object),
        field: labelsPath(object).join('.'),
        statement: `${nameOf(object)} ${makes}lacks the label ${label}: "true", without which ${operatorName(release)} sees no Secret; listener "${listener.name.value}" of ${gatewayName(gateway)} names it.`,
        outcome: conditionOutcome(
          { type: 'ResolvedRefs', status: 'False', reason: fault.reason },
          'the listener is never Programmed, as if the Secret did not exist',
        ),
        related: relatedAt(fault.at, `listener "${listener.name.value}" names the Secret here`),
        restsOn: [fault.at],
        changes: [labelled(object, label)],
      };
    }
    for (const { object, label, namer, at: place } of unlabelledSecrets(cluster)) {
      const at = firstLocation(object.name.at);
      if (at === undefined || told.has(object)) continue;
      told.add(object);
      yield {
        at,
        subject: objectSubject(object),
        field: labelsPath(object).join('.'),
        statement: `${nameOf(object)} ${object.kind === 'Secret' ? '' : 'makes a Secret that '}lacks the label ${label}: "true", without which Kong Operator sees no Secret; ${nameOf(namer)} names it.`,
        outcome: outcomeFor(namer),
        related: relatedAt(place, `${nameOf(namer)} names the Secret here`),
        restsOn: [place],
        changes: [labelled(object, label)],
      };
    }
  },
};
