import type { Rule } from '../model/rule.ts';

export const suppression: Rule = {
  id: 'suppression',
  about: 'files',
  title: 'A suppression silences nothing',
  severity: 'warning',

  *observeTree({ suppressionProblems }) {
    for (const { at, message, rule } of suppressionProblems)
      yield { at, message, resource: at.path, field: `suppression of ${rule}` };
  },
};
