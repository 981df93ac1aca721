import { secretProblem, type WebhookSecretSource } from '../app/webhook-secret.ts';
import { valueAt } from '../github/model/json-value.ts';
import { awsEndpoint, awsRequest } from './aws-request.ts';
import type { Variables } from './variables.ts';

/** Secrets by the names of the variables that the server reads; those that were not found are absent. */
export type Secrets = ReadonlyMap<string, string>;

/** Variables that name a parameter of SSM end so: `WEBHOOK_SECRET_PARAMETER` names the one for `WEBHOOK_SECRET`. */
const suffix = '_PARAMETER';

/**
 * The values of the named variables: from SSM (SecureString) where `<NAME>_PARAMETER` names a parameter,
 * else from the environment itself. A parameter of Secrets Manager is named `/aws/reference/secretsmanager/<id>`.
 */
export async function readSecrets(names: readonly string[], variables: Variables): Promise<Secrets> {
  const found = new Map(
    names.flatMap((name) => (variables[name]?.trim() ? [[name, variables[name].trim()] as const] : [])),
  );
  const parameters = new Map(
    names.flatMap((name) =>
      variables[`${name}${suffix}`] ? [[variables[`${name}${suffix}`] ?? '', name] as const] : [],
    ),
  );
  if (parameters.size === 0) return found;
  const answer = await awsRequest(
    awsEndpoint('ssm', variables),
    'AmazonSSM.GetParameters',
    { Names: [...parameters.keys()], WithDecryption: true },
    variables,
  );
  for (const { Name, Value } of parametersOf(answer)) {
    const name = parameters.get(Name);
    if (name !== undefined && Value.trim() !== '') found.set(name, Value.trim());
  }
  return found;
}

function parametersOf(answer: unknown): readonly { readonly Name: string; readonly Value: string }[] {
  const listed = valueAt(answer, 'Parameters');
  return Array.isArray(listed) ? (listed as readonly { readonly Name: string; readonly Value: string }[]) : [];
}

/** The webhook secrets, read once for a container and again when a signature may have been made with a newer one. */
export class WebhookSecrets implements WebhookSecretSource {
  readonly #variables: Variables;
  readonly #now: () => number;
  #known: readonly string[] | null = null;
  #readAt = 0;

  constructor(variables: Variables, now: () => number) {
    this.#variables = variables;
    this.#now = now;
  }

  async all(): Promise<readonly string[]> {
    this.#known ??= await this.#read();
    return this.#known;
  }

  /** False when they were read less than a minute ago, so that forgers cannot make us ask SSM each time. */
  async refresh(): Promise<boolean> {
    if (this.#now() - this.#readAt < pauseBetweenReads) return false;
    this.#known = await this.#read();
    return true;
  }

  async #read(): Promise<readonly string[]> {
    this.#readAt = this.#now();
    const secrets = await readSecrets(['WEBHOOK_SECRET', 'PORTCULLIS_WEBHOOK_SECRET_PREVIOUS'], this.#variables);
    const secret = secrets.get('WEBHOOK_SECRET') ?? null;
    // SSM stores no empty value, so one that stands for nothing repeats the current secret.
    const previous = secrets.get('PORTCULLIS_WEBHOOK_SECRET_PREVIOUS') ?? secret;
    const problem =
      secretProblem('WEBHOOK_SECRET', secret) ?? secretProblem('PORTCULLIS_WEBHOOK_SECRET_PREVIOUS', previous);
    if (problem !== null) throw new Error(problem);
    return [...new Set([secret, previous])].filter((each) => each !== null);
  }
}

const pauseBetweenReads = 60_000;
