import type { Rule } from '../model/rule.ts';
import { fileSubject } from '../wording/names.ts';

export const suppression: Rule = {
  id: 'suppression',
  about: 'files',
  title: 'Unused suppression',
  severity: 'warning',

  *observeTree({ suppressionProblems }) {
    for (const { at, message, rule } of suppressionProblems)
      yield { at, subject: fileSubject(at.path), field: `suppression of ${rule}`, statement: message };
  },
};
