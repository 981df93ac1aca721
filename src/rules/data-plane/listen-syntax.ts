import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { listenOwnerSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';

export const listenSyntax: Rule = {
  id: 'listen-syntax',
  about: 'data-plane',
  title: 'Kong cannot read a listen string',
  severity: 'error',

  *observe(cluster) {
    for (const { variable, message, at, owner, correction } of cluster.listenProblems) {
      const place = firstLocation(at);
      if (place === undefined) continue;
      yield {
        at: place,
        subject: listenOwnerSubject(owner),
        field: variable,
        statement: `${message}.`,
        outcome: outcomeOf('kong-does-not-start', 'Kong refuses to start'),
        changes: correction ? [[{ kind: 'set', node: correction.node, value: correction.value }]] : [],
      };
    }
  },
};
