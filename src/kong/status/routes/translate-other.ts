import { behaves } from '../../flags/behaviours.ts';
import { kindTraits } from './kind-traits.ts';
import { taken, type Draft, type TranslationQuestion } from './draft.ts';

/** What the translator makes of GRPC, TCP, UDP and TLS routes: each rule is a service of Kong, and filters are ignored. */
export function translateOther({ route, backends, version, expressions }: TranslationQuestion): Draft {
  const { kind, rules, hostnames, object } = route;
  const at = object.name.at;
  const { needsHostnames, needsRules, isBareWhere, emptyRule } = kindTraits[kind];
  const nothing: Draft = { services: [], failures: [], logged: [], doubt: null };
  if (needsHostnames && hostnames.length === 0) {
    return { ...nothing, logged: [{ cause: 'no-hostnames', rule: null, at }] };
  }
  if (needsRules && rules.length === 0) return { ...nothing, logged: [{ cause: 'no-rules', rule: null, at }] };
  const isBare = rules.length === 0 && hostnames.length === 0;
  if (isBare && isBareWhere !== null && behaves(version, isBareWhere) === false) {
    if (typeof expressions === 'string') return { ...nothing, doubt: expressions };
    const bare = [{ cause: 'no-rules', rule: null, at }] as const;
    return expressions ? { ...nothing, failures: bare } : { ...nothing, logged: bare };
  }
  const empty = emptyRule === 'fine' ? -1 : rules.findIndex(({ backendRefs }) => backendRefs.length === 0);
  const failure = { cause: 'no-backends', rule: empty, at: rules[empty]?.at ?? at } as const;
  if (empty >= 0 && emptyRule === 'fails') return { ...nothing, failures: [failure] };
  // What comes before the rule that fails is translated.
  const translated = empty < 0 ? rules : rules.slice(0, empty);
  const isDropped = needsHostnames && expressions === true && hostnames.every(({ value }) => value.startsWith('*'));
  return {
    services: translated.map((_, index) => ({
      rules: [index],
      backends: isDropped
        ? []
        : taken(
            backends.filter(({ ref }) => ref.rule === index),
            version,
          ),
      isRedirect: false,
    })),
    failures: [],
    logged: empty < 0 ? [] : [failure],
    doubt: null,
  };
}
