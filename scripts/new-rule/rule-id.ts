import { firstLocation } from '../../src/source/location.ts';
import type { Rule } from '../../src/rules/model/rule.ts';

export const ruleId: Rule = {
  id: 'rule-id',
  about: 'gateway',
  title: 'RULE TITLE: a sentence that is true when the rule fires',
  severity: 'error',

  *observe(cluster) {
    for (const { gateway } of cluster.gateways) {
      const at = firstLocation(gateway.name.at);
      if (at === undefined) continue;
      yield {
        at,
        message: `Gateway "${gateway.name.value}" … says the value, what is wrong, what was expected, and where the other half stands.`,
        resource: `Gateway ${gateway.namespace ?? ''}/${gateway.name.value}`,
        field: 'metadata.name',
      };
    }
  },
};
