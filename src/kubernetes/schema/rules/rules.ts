import { backendRules } from './backend.ts';
import { gatewayRules } from './gateway.ts';
import { kongRules } from './kong.ts';
import { operatorRules } from './operator.ts';
import { parentRefRules } from './parent-refs.ts';
import { routeRules } from './route.ts';
import { immutable, type ObjectRule } from './rule.ts';

/** Every validation rule that is known, by its name; published schemas say where each of them stands. */
export const objectRules: Readonly<Record<string, ObjectRule>> = {
  immutable: immutable('controllerName'),
  ...gatewayRules,
  ...routeRules,
  ...parentRefRules,
  ...backendRules,
  ...kongRules,
  ...operatorRules,
};
