import type { Rule } from '../model/rule.ts';
import { fileSubject } from '../wording/names.ts';

export const yamlSyntax: Rule = {
  id: 'yaml-syntax',
  about: 'files',
  title: 'A file that matters is not YAML',
  severity: 'error',

  *observeTree({ syntaxProblems }) {
    for (const { at, message } of syntaxProblems) {
      yield { at, subject: fileSubject(at.path), field: message, statement: `this is not YAML: ${message}` };
    }
  },
};
