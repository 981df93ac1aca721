import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The alerts of the Helm chart: what each is called, and its words. */
export function readAlertWords(): readonly { readonly name: string; readonly words: string }[] {
  const file = join(import.meta.dirname, '../deploy/chart/portcullis/templates/prometheusrule.yaml');
  const alerts = readFileSync(file, 'utf8').split('- alert: ').slice(1);
  return alerts.map((text) => ({
    name: /^\w+/.exec(text)?.[0] ?? '',
    words: /summary: (.*)/.exec(text)?.[1] ?? '',
  }));
}
