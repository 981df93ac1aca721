import { Ajv, type ValidateFunction } from 'ajv';
import description from './operations.json' with { type: 'json' };

/** A JSON schema, as far as this file looks into it. */
interface Schema {
  readonly [keyword: string]: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Operation {
  readonly query: readonly string[];
  readonly body?: Schema;
  readonly answer: Schema;
}

const operations = description.operations as unknown as Readonly<Record<string, Operation>>;
const ajv = new Ajv({ strict: false, allErrors: true });
const compiled = new Map<string, ValidateFunction>();

/** What GitHub's own description says against a request; empty when nothing. */
export function requestProblems(
  route: string,
  query: Readonly<Record<string, string>>,
  body: unknown,
): readonly string[] {
  const operation = operations[route.replace('+}', '}')];
  if (!operation) return [`${route} is not among the operations that are described`];
  const unknown = Object.keys(query).filter((name) => !operation.query.includes(name));
  const problems = unknown.map((name) => `${name} is not a parameter of ${route}`);
  // A body that nothing requires may be missing as a whole.
  if (!operation.body || (body === null && operation.body['required'] === undefined)) return problems;
  const { properties = {} } = operation.body;
  const extra = Object.keys(body ?? {}).filter((name) => !(name in properties));
  return [
    ...problems,
    ...extra.map((name) => `${name} is not in the body of ${route}`),
    ...check(`${route} body`, operation.body, body),
  ];
}

/** What the description says against an answer of the fake. It may leave out what the app does not read, and invent nothing. */
export function answerProblems(route: string, answer: unknown): readonly string[] {
  const operation = operations[route.replace('+}', '}')];
  return operation ? check(`${route} answer`, partial(operation.answer), answer) : [];
}

function check(name: string, schema: Schema, value: unknown): readonly string[] {
  const validate = compiled.get(name) ?? ajv.compile(schema);
  compiled.set(name, validate);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${name}: ${instancePath} ${message}`);
}

/** The schema with nothing required and nothing else allowed. */
function partial(schema: unknown, isPart = false): Schema {
  if (typeof schema !== 'object' || schema === null) return {};
  const made: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'required') continue;
    if (keyword === 'properties')
      made[keyword] = Object.fromEntries(Object.entries(value as object).map(([name, each]) => [name, partial(each)]));
    else if (keyword === 'items') made[keyword] = partial(value);
    // Alternatives that differed in what they require are no longer exclusive.
    else if (['oneOf', 'anyOf', 'allOf'].includes(keyword))
      made[keyword === 'oneOf' ? 'anyOf' : keyword] = (value as unknown[]).map((each) =>
        partial(each, keyword === 'allOf'),
      );
    else made[keyword] = value;
  }
  // One part of several knows nothing of the properties of the others.
  const closed =
    !isPart && 'properties' in made && !('allOf' in made) && !('anyOf' in made) && !('additionalProperties' in made);
  return closed ? { ...made, additionalProperties: false } : made;
}
