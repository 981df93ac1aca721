import { firstLocation } from '../../src/source/location.ts';
import type { GatewayStatus } from '../../src/kong/model/model.ts';
import type { Rule } from '../../src/rules/model/rule.ts';
import { gatewayName, gatewaySubject } from '../../src/rules/wording/names.ts';
import { outcomeOf } from '../../src/rules/wording/outcomes.ts';

/** What is wrong with a Gateway. Until you replace it, the rule finds nothing, and its own tests fail. */
function isWrong(_status: GatewayStatus): boolean {
  return false;
}

export const ruleId: Rule = {
  id: 'rule-id',
  about: 'gateway',
  title: 'RULE TITLE: a sentence that is true when the rule fires',
  severity: 'error',

  *observe(cluster) {
    for (const status of cluster.gateways.filter(isWrong)) {
      const at = firstLocation(status.gateway.name.at);
      if (at === undefined) continue;
      yield {
        at,
        subject: gatewaySubject(status),
        field: 'metadata.name',
        statement: `${gatewayName(status)} … says the value, what is wrong, what was expected, and where the other half stands.`,
        outcome: outcomeOf('no-status', 'what the controller will do, or leave it out where the rule predicts nothing'),
      };
    }
  },
};
