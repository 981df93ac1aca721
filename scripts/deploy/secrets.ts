import { DeleteParametersCommand, GetParametersCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';

/** The secrets of the app. The previous webhook secret is taken beside the current one, so that none is lost in between. */
export const secretNames = ['private-key', 'webhook-secret', 'webhook-secret-previous'] as const;
export type SecretName = (typeof secretNames)[number];

/** The secrets of one stage in SSM, as SecureString. */
export class SecretStore {
  readonly #client: SSMClient;
  readonly #stage: string;

  constructor(stage: string, region: string) {
    this.#client = new SSMClient({ region });
    this.#stage = stage;
  }

  async read(name: SecretName): Promise<string | null> {
    const { Parameters = [] } = await this.#client.send(
      new GetParametersCommand({ Names: [this.path(name)], WithDecryption: true }),
    );
    return Parameters[0]?.Value ?? null;
  }

  /** @param keyId of the customer's own key in KMS; absent: the account's key for SSM */
  async write(name: SecretName, value: string, keyId?: string): Promise<void> {
    const about = { Name: this.path(name), Value: value, Type: 'SecureString', Overwrite: true } as const;
    await this.#client.send(new PutParameterCommand({ ...about, ...(keyId === undefined ? {} : { KeyId: keyId }) }));
  }

  /** Deletes all of them; gives the paths of those that were there. */
  async removeAll(): Promise<readonly string[]> {
    const Names = secretNames.map((name) => this.path(name));
    const { DeletedParameters = [] } = await this.#client.send(new DeleteParametersCommand({ Names }));
    return DeletedParameters;
  }

  path(name: SecretName): string {
    return `/portcullis/${this.#stage}/${name}`;
  }
}
