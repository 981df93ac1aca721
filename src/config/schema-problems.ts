import { Ajv, type ErrorObject } from 'ajv';
import { isLocation, type Location } from '../source/location.ts';
import { nearestName } from '../source/nearest-name.ts';
import { get, type Node } from '../source/node.ts';
import { toJson } from '../source/json.ts';
import schema from '../../schema/portcullis.schema.json' with { type: 'json' };

/** Something in the configuration file that is invalid. */
export interface ConfigProblem {
  readonly message: string;
  readonly at: Location;
}

/** What of a configuration is not as the schema has it. */
export function schemaProblems(root: Node, whole: Location): ConfigProblem[] {
  const validate = new Ajv({ allErrors: true, strict: true, verbose: true }).compile(schema);
  validate(toJson(root));
  const errors = validate.errors ?? [];
  return errors
    .filter((error) => !isOfRules(error) && !isOfOtherForm(error, errors))
    .map((error) => ({ message: sentence(error), at: placeOf(root, error, whole) }));
}

/** The schema lists the rules for editors; which there are is told by whoever has them. */
function isOfRules({ keyword, instancePath }: ErrorObject): boolean {
  return keyword === 'additionalProperties' && instancePath === '/rules';
}

/** What may be of several types is held against the one that it has; where it has none of them, that alone is said. */
function isOfOtherForm({ schemaPath, instancePath }: ErrorObject, errors: readonly ErrorObject[]): boolean {
  const choices = errors.filter(({ keyword }) => keyword === 'oneOf');
  return choices.some((choice) => {
    const form = (path: string): string | undefined => path.slice(choice.schemaPath.length + 1).split('/')[0];
    const within = errors.filter((each) => each !== choice && each.schemaPath.startsWith(`${choice.schemaPath}/`));
    const others = new Set(
      within.flatMap((each) =>
        (each.keyword === 'type' || each.keyword === 'const') && each.instancePath === choice.instancePath
          ? [form(each.schemaPath)]
          : [],
      ),
    );
    const isOfOne = within.some((each) => !others.has(form(each.schemaPath)));
    if (schemaPath === choice.schemaPath && instancePath === choice.instancePath) return isOfOne;
    return schemaPath.startsWith(`${choice.schemaPath}/`) && (!isOfOne || others.has(form(schemaPath)));
  });
}

function sentence(error: ErrorObject): string {
  const where = error.instancePath === '' ? 'the configuration' : error.instancePath.slice(1).replaceAll('/', '.');
  switch (error.keyword) {
    case 'additionalProperties':
      return noSetting(where, String(error.params['additionalProperty']), error);
    case 'enum':
      return `${where} must be one of ${(error.params['allowedValues'] as readonly unknown[]).join(', ')}`;
    case 'pattern':
      return isVersion(error)
        ? `${where} must be an exact version in quotes, for example "3.4.1"`
        : error.schemaPath.includes('/repository/')
          ? `${where} must be the name of a repository of the same owner, without the owner`
          : `${where} does not have the form it must have (namespace/name, or domain/path for a controller name)`;
    case 'type':
      if (isVersion(error)) return `${where} must be an exact version in quotes, for example "3.4.1"`;
      return `${where} must be ${String(error.params['type'])}`;
    case 'oneOf':
      return `${where} must be ${typesOf(error).join(' or ')}`;
    default:
      return `${where} ${error.message ?? 'is not valid'}`;
  }
}

/** The types that something may be of. */
function typesOf({ schema: choices }: ErrorObject): readonly string[] {
  return (choices as readonly { readonly type?: string; readonly const?: string }[]).map(
    (each) => each.type ?? `"${each.const ?? ''}"`,
  );
}

function noSetting(where: string, name: string, { parentSchema }: ErrorObject): string {
  const known = Object.keys((parentSchema?.['properties'] as object | undefined) ?? {});
  return `${where} has no setting "${name}"${nearest(name, known)}`;
}

/** What may have been meant, as the end of a sentence. */
export function nearest(name: string, known: readonly string[]): string {
  const found = nearestName(name, known);
  return found === null ? '' : `; the nearest is "${found}"`;
}

/** A version without quotes is a number to YAML: 1.30 would be read as 1.3. */
function isVersion({ schemaPath }: ErrorObject): boolean {
  return schemaPath.startsWith('#/definitions/version/');
}

/** The value at fault; for a setting that does not exist, its key. */
function placeOf(root: Node, error: ErrorObject, whole: Location): Location {
  const steps = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  let node: Node = root;
  for (const step of steps) node = get(node, node.kind === 'list' ? Number(step) : step) ?? node;
  const extra: unknown = error.params['additionalProperty'];
  const key = typeof extra === 'string' && node.kind === 'map' ? node.entries.get(extra)?.keyAt : undefined;
  const at = key ?? node.at;
  return isLocation(at) ? at : whole;
}
