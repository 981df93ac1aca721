/**
 * Takes out of GitHub's OpenAPI description what the app uses, for the fake GitHub of the tests:
 * `node scripts/github-operations.ts PATH/TO/api.github.com.json`. The whole description (in the npm package
 * `@octokit/openapi`) is too large to be installed with every `npm ci`. Only what can be checked is kept.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const used = [
  'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
  'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
  'GET /repos/{owner}/{repo}/contents/{path}',
  'GET /repos/{owner}/{repo}/compare/{basehead}',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/files',
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}',
  'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
  'POST /repos/{owner}/{repo}/check-runs',
  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/comments',
  'POST /app/installations/{installation_id}/access_tokens',
  'GET /app/installations',
  'GET /installation/repositories',
  'GET /app',
  'GET /app/hook/config',
  'PATCH /app/hook/config',
  'GET /app/hook/deliveries',
  'POST /app/hook/deliveries/{delivery_id}/attempts',
];

type Json = { readonly [key: string]: Json } | readonly Json[] | string | number | boolean | null;

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error('Give the path of api.github.com.json.');
  process.exit(2);
}
const description = JSON.parse(readFileSync(path, 'utf8')) as Json;

/** Keywords that say something about a value; texts and examples are left where they are. */
const keywords = new Set(
  'type properties items required enum anyOf oneOf allOf nullable additionalProperties maxLength minLength maxItems minItems minimum maximum'.split(
    ' ',
  ),
);

function at(value: Json | undefined, ...steps: readonly string[]): Json | undefined {
  let here = value;
  for (const step of steps) here = isObject(here) ? here[step] : undefined;
  return here;
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function resolved(value: Json | undefined): Json | undefined {
  const reference = at(value, '$ref');
  return typeof reference === 'string' ? resolved(at(description, ...reference.slice(2).split('/'))) : value;
}

/** A schema without references; `nullable` of OpenAPI 3.0 as JSON Schema says it. */
function schemaOf(value: Json | undefined): Json {
  const schema = resolved(value);
  if (!isObject(schema)) return schema ?? true;
  const kept: Record<string, Json> = {};
  for (const [key, inside] of Object.entries(schema)) {
    if (!keywords.has(key) || key === 'nullable') continue;
    if (key === 'properties' && isObject(inside)) {
      kept[key] = Object.fromEntries(Object.entries(inside).map(([name, each]) => [name, schemaOf(each)]));
    } else if (['anyOf', 'oneOf', 'allOf'].includes(key) && Array.isArray(inside))
      kept[key] = inside.map((each: Json) => schemaOf(each));
    else
      kept[key] = key === 'items' || (key === 'additionalProperties' && isObject(inside)) ? schemaOf(inside) : inside;
  }
  return schema['nullable'] === true ? { anyOf: [{ type: 'null' }, kept] } : kept;
}

const operations = Object.fromEntries(
  used.map((name) => {
    const [method = '', route = ''] = name.split(' ');
    const operation = at(description, 'paths', route, method.toLowerCase());
    if (operation === undefined) throw new Error(`${name} is not in the description`);
    const responses = at(operation, 'responses');
    const good = isObject(responses) ? (responses['200'] ?? responses['201']) : undefined;
    const parameters = at(operation, 'parameters');
    const query = Array.isArray(parameters)
      ? parameters.map(resolved).filter((each) => at(each, 'in') === 'query')
      : [];
    const body = at(operation, 'requestBody', 'content', 'application/json', 'schema');
    return [
      name,
      {
        query: query.map((each) => at(each, 'name') ?? null),
        ...(body === undefined ? {} : { body: schemaOf(body) }),
        answer: schemaOf(at(resolved(good), 'content', 'application/json', 'schema')),
      },
    ];
  }),
);
const file = new URL('../test/fake-github/operations.json', import.meta.url);
writeFileSync(
  file,
  `${JSON.stringify({ source: '@octokit/openapi, MIT License, Octokit contributors', operations })}\n`,
);
