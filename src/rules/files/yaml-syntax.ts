import type { Rule } from '../model/rule.ts';

export const yamlSyntax: Rule = {
  id: 'yaml-syntax',
  about: 'files',
  title: 'A file that matters is not YAML',
  severity: 'error',

  *observeTree({ syntaxProblems }) {
    for (const { at, message } of syntaxProblems) {
      yield { at, message: `this is not YAML: ${message}`, resource: at.path, field: message };
    }
  },
};
