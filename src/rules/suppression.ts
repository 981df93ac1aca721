import type { Rule } from './rule.ts';

export const suppression: Rule = {
  id: 'suppression',
  title: 'A suppression silences nothing',
  severity: 'warning',

  *observeTree({ suppressionProblems }) {
    for (const { at, message, rule } of suppressionProblems)
      yield { at, message, resource: at.path, field: `suppression of ${rule}` };
  },
};
