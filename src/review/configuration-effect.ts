import type { Finding, Severity } from '../finding.ts';
import type { Location } from '../source/location.ts';

/** What is told otherwise once the configuration that a change brings is in force. */
export interface ConfigurationEffect {
  /** Told from then on, told no more, or told with another severity. */
  readonly kind: 'comes' | 'goes' | 'severity';
  readonly rule: string;
  /** As it will be told; of what goes as it is told now. */
  readonly severity: Severity;
  readonly at: Location;
  readonly message: string;
}

/**
 * How the findings of head differ between the configuration in force and the one that the change brings. A cluster may
 * have another name there, so a finding is known by its rule, place and sentence.
 */
export function configurationEffects(
  now: readonly Finding[],
  then: readonly Finding[],
): readonly ConfigurationEffect[] {
  const [before, after] = [now, then].map(standing);
  const of = (kind: ConfigurationEffect['kind'], { rule, severity, at, message }: Finding): ConfigurationEffect => ({
    kind,
    rule,
    severity,
    at,
    message,
  });
  const goes = [...(before ?? [])].flatMap(([key, finding]) => (after?.has(key) === true ? [] : [of('goes', finding)]));
  const others = [...(after ?? [])].flatMap(([key, finding]) => {
    const same = before?.get(key);
    if (same === undefined) return [of('comes', finding)];
    return same.severity === finding.severity ? [] : [of('severity', finding)];
  });
  return [...goes, ...others];
}

function standing(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  return new Map(
    findings
      .filter(({ status }) => status !== 'fixed')
      .map((finding) => [JSON.stringify([finding.rule, finding.at.path, finding.at.line, finding.statement]), finding]),
  );
}
