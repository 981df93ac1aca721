import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';

export const listenSyntax: Rule = {
  id: 'listen-syntax',
  about: 'data-plane',
  title: 'Kong cannot read a listen string',
  severity: 'error',

  *observe(cluster) {
    for (const { variable, message, at, resource, correction } of cluster.listenProblems) {
      const place = firstLocation(at);
      if (place === undefined) continue;
      yield {
        at: place,
        message: `${message}. After merge: Kong refuses to start.`,
        resource,
        field: variable,
        changes: correction ? [[{ kind: 'set', node: correction.node, value: correction.value }]] : [],
      };
    }
  },
};
