import type { Rule } from '../model/rule.ts';
import { fileSubject } from '../wording/names.ts';

export const yamlSyntax: Rule = {
  id: 'yaml-syntax',
  about: 'files',
  title: 'Invalid YAML',
  severity: 'error',

  *observeTree({ syntaxProblems }) {
    for (const { at, message } of syntaxProblems) {
      yield { at, subject: fileSubject(at.path), field: message, statement: `invalid YAML: ${message}` };
    }
  },
};
