/** Turns what Kong's schemas state into the fields of src/kong/plugins/schema.ts, each different one once. */

/** What the functions of the schemas are called here; null for those that refuse nothing a manifest can state. */
const predicates: Readonly<Record<string, string | null>> = {
  'db/schema/typedefs.lua:validate_host': 'host',
  'db/schema/typedefs.lua:validate_host_with_wildcards': 'host-with-port',
  'db/schema/typedefs.lua:validate_ip_or_cidr': 'ip-or-cidr',
  'db/schema/typedefs.lua:validate_lua_expression': 'lua',
  'db/schema/typedefs.lua:validate_path': 'path',
  'db/schema/typedefs.lua:validate_sni': 'server-name',
  'db/schema/typedefs.lua:validate_url': 'url',
  validate_header_name: 'header-name',
  'plugins/acme/schema.lua:custom_validator': null,
  'plugins/acme/schema.lua:fn': 'storage-without-database',
  'plugins/acme/schema.lua:validate_namespace': 'acme-namespace',
  'plugins/aws-lambda/schema.lua:fn': 'http-proxy',
  'plugins/cors/schema.lua:validate_asterisk_or_regex': 'origin',
  'plugins/http-log/schema.lua:custom_validator': 'one-authorization',
  'plugins/http-log/schema.lua:fn': null,
  'plugins/datadog/schema.lua:fn': null,
  'plugins/statsd/schema.lua:fn': null,
  'plugins/opentelemetry/schema.lua:fn': null,
  'plugins/opentelemetry/schema.lua:custom_validator': 'attributes',
  'plugins/oauth2/schema.lua:validate_flows': 'oauth2-flow',
  'plugins/pre-function/_schema.lua:validate_function': 'lua',
  'plugins/prometheus/schema.lua:validate_shared_dict': null,
  'plugins/proxy-cache/schema.lua:fn': 'cache-memory',
  'plugins/rate-limiting/schema.lua:validate_periods_order': 'rate-limits',
  'plugins/response-ratelimiting/schema.lua:validate_periods_order': 'periods',
  'plugins/request-termination/schema.lua:custom_validator': 'termination',
  'plugins/request-transformer/schema.lua:check_for_value': 'named-value',
  'plugins/request-transformer/schema.lua:validate_headers': 'header-of-pair',
  'plugins/request-transformer/schema.lua:validate_colon_headers': 'headers-of-pair',
  'plugins/response-transformer/schema.lua:validate_colon_headers': 'headers-of-pair',
  'plugins/zipkin/schema.lua:validate_static_tags': 'tag-names',
  'llm/schemas/init.lua:fn': 'llm-statistics',
  'llm/init.lua:fn': 'llm-statistics',
};

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Stated = Readonly<Record<string, Json>>;

export interface FieldPool {
  /** The plugins of a release, and the number of their set. */
  add(schemas: unknown): number;
  result(): { readonly nodes: readonly unknown[]; readonly sets: readonly Readonly<Record<string, number>>[] };
}

/** A name that the table lacks is an error: somebody has to read what the function does. */
function predicate(stated: Json | undefined): string | undefined {
  if (stated === undefined) return undefined;
  const name = (stated as { function: string }).function;
  const known = predicates[name];
  if (known === undefined) throw new Error(`plugin-schemas: what does ${name} do?`);
  return known ?? undefined;
}

const plainKeys: Readonly<Record<string, string>> = {
  required: 'required',
  referenceable: 'referenceable',
  one_of: 'oneOf',
  not_one_of: 'notOneOf',
  between: 'between',
  gt: 'above',
  eq: 'equals',
  contains: 'contains',
  auto: 'auto',
  starts_with: 'startsWith',
  is_regex: 'isRegex',
};

export function createFieldPool(): FieldPool {
  const nodes: unknown[] = [];
  const numbers = new Map<string, number>();
  const sets: Readonly<Record<string, number>>[] = [];
  const setNumbers = new Map<string, number>();

  const put = (node: unknown): number => {
    const text = JSON.stringify(node);
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, nodes.push(node) - 1);
    return nodes.length - 1;
  };
  /** Records within records of the configuration, that lists and maps aside, are required where they do not say otherwise. */
  const named = (list: Json | undefined, areRequired: boolean): readonly (readonly [string, number])[] =>
    listOf(list).flatMap((each) =>
      Object.entries(each).map(([name, field]) => [name, put(fieldOf(field as Stated, areRequired))] as const),
    );

  function fieldOf(stated: Stated, isRequired = false): Record<string, unknown> {
    const field: Record<string, unknown> = { type: stated['type'] };
    const copy = (from: string, to: string): void => {
      if (stated[from] !== undefined) field[to] = stated[from];
    };
    for (const [from, to] of Object.entries(plainKeys)) copy(from, to);
    copy('len_min', 'lenMin');
    copy('len_max', 'lenMax');
    if (stated['match'] !== undefined) field['matches'] = expressionOf(stated['match'] as string);
    if (stated['match_none'] !== undefined) field['matchesNone'] = patterns(stated['match_none']);
    if (stated['match_all'] !== undefined) field['matchesAll'] = patterns(stated['match_all']);
    if (stated['match_any'] !== undefined)
      field['matchesAny'] = ((stated['match_any'] as Stated)['patterns'] as readonly string[]).map(expressionOf);
    const value = stated['default'];
    // A default that Kong makes at random: any text does.
    if (value !== undefined) field['default'] = isFunction(value) ? 'random' : isEmpty(value) ? [] : value;
    if (stated['required'] === false) delete field['required'];
    if (stated['type'] === 'record' && isRequired && stated['required'] === undefined) field['required'] = true;
    const check = predicate(stated['custom_validator']);
    if (check !== undefined) field['check'] = check;
    for (const part of ['elements', 'keys', 'values'] as const) {
      if (stated[part] !== undefined) field[part] = put(fieldOf(stated[part] as Stated));
    }
    if (stated['type'] === 'record') {
      field['fields'] = named(stated['fields'], isRequired);
      const before = shorthands(stated['shorthand_fields']);
      if (before.length > 0) field['shorthands'] = before;
      const checks = checksOf(stated['entity_checks']);
      if (checks.length > 0) field['checks'] = checks;
    }
    return field;
  }

  function shorthands(list: Json | undefined): readonly unknown[] {
    return listOf(list).flatMap((each) =>
      Object.entries(each).map(([name, value]) => {
        const { into, replaces, translate_backwards, deprecated, from_null, from_off, ...field } = value as Stated;
        const paths =
          (replaces as readonly { path: Json }[] | undefined)?.map(({ path }) => path) ??
          (translate_backwards === undefined ? [] : [translate_backwards]);
        return {
          name,
          field: put(fieldOf(field)),
          into: Array.isArray(into) ? into : [],
          ...(paths.length > 0 && { replaces: paths, exclusive: replaces !== undefined }),
          ...(deprecated === true && { yields: true }),
          ...(from_null !== undefined && { fromNull: from_null }),
          ...(from_off !== undefined && { fromOff: from_off }),
        };
      }),
    );
  }

  return {
    add(schemas) {
      const plugins = Object.entries(schemas as Readonly<Record<string, Stated>>).map(([name, schema]) => {
        const fields = Object.assign({}, ...(schema['fields'] as readonly Stated[])) as Record<string, Stated>;
        const takesNo = ['route', 'service', 'consumer'].filter((key) => fields[key]?.['eq'] === null);
        const checks = checksOf(schema['entity_checks']);
        return [name, put({ takesNo, config: put(fieldOf(fields['config'] ?? {}, true)), checks })] as const;
      });
      const text = JSON.stringify(plugins);
      const known = setNumbers.get(text);
      if (known !== undefined) return known;
      setNumbers.set(text, sets.push(Object.fromEntries(plugins)) - 1);
      return sets.length - 1;
    },
    result: () => ({ nodes, sets }),
  };
}

/** An empty table of Lua is as good as a list. */
function listOf(stated: Json | undefined): readonly Stated[] {
  return Array.isArray(stated) ? (stated as readonly Stated[]) : [];
}

const classes: Readonly<Record<string, string>> = {
  a: 'A-Za-z',
  d: '0-9',
  p: '!-\\/:-@[-`{-~',
  u: 'A-Z',
  w: '0-9A-Za-z',
};

/** A pattern of Lua as the source of a regular expression. */
function expressionOf(pattern: string): string {
  let inSet = false;
  return pattern.replace(/%(.)|[[\]{}|()\\/]|-/g, (text, escaped: string | undefined, offset: number) => {
    if (escaped !== undefined) {
      const known = classes[escaped];
      if (known !== undefined) return inSet ? known : `[${known}]`;
      if (/[A-Za-z0-9]/.test(escaped)) throw new Error(`plugin-schemas: what is ${text} in ${pattern}?`);
      return `\\${escaped}`;
    }
    if (text === '[') inSet = true;
    else if (text === ']') inSet = false;
    else if (text === '-' && (inSet || /[*+]/.test(pattern[offset - 1] ?? ''))) return '-';
    else if (text === '-') throw new Error(`plugin-schemas: a shortest match in ${pattern} at ${offset}`);
    else return `\\${text}`;
    return text;
  });
}

function isFunction(value: Json): boolean {
  return typeof value === 'object' && value !== null && 'function' in value;
}

function isEmpty(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function patterns(list: Json): readonly Json[] {
  return listOf(list).flatMap((each) => expressionOf(each['pattern'] as string));
}

const checkNames: Readonly<Record<string, string>> = {
  at_least_one_of: 'at-least-one-of',
  only_one_of: 'only-one-of',
  mutually_required: 'all-or-none',
};

function checksOf(list: Json | undefined): readonly unknown[] {
  return listOf(list).flatMap((each) =>
    Object.entries(each).flatMap(([kind, argument]): readonly unknown[] => {
      const name = checkNames[kind];
      if (name !== undefined) return [{ kind: name, fields: argument }];
      const given = argument as Stated;
      if (kind === 'conditional') {
        const { if_field, if_match, then_field, then_match } = given;
        return [{ kind, if: if_field, matches: matcher(if_match), field: then_field, must: matcher(then_match) }];
      }
      if (kind === 'conditional_at_least_one_of') {
        const { if_field, if_match, then_at_least_one_of, else_match, else_then_at_least_one_of } = given;
        const otherwise =
          else_match === undefined ? {} : { unless: matcher(else_match), otherwise: else_then_at_least_one_of };
        return [
          { kind: 'one-of-if', if: if_field, matches: matcher(if_match), fields: then_at_least_one_of, ...otherwise },
        ];
      }
      if (kind === 'custom_entity_check') {
        const check = predicate(given['fn']);
        return check === undefined ? [] : [{ kind: 'custom', check, fields: given['field_sources'] }];
      }
      throw new Error(`plugin-schemas: what is ${kind}?`);
    }),
  );
}

function matcher(stated: Json | undefined): Record<string, unknown> {
  const given = (stated ?? {}) as Stated;
  const made: Record<string, unknown> = {};
  for (const [from, value] of Object.entries(given)) {
    const to = plainKeys[from];
    if (to === undefined) throw new Error(`plugin-schemas: what does a match of ${from} mean?`);
    made[to] = value;
  }
  return made;
}
