import { review } from '../../review/review.ts';
import { rules } from '../../rules/index.ts';
import type { Engine } from '../job/services.ts';

/** The engine with every rule there is. */
export const engine: Engine = { review, ruleIds: rules.map(({ id }) => id) };
