import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  type Stack as StackDescription,
} from '@aws-sdk/client-cloudformation';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { stackName } from '../deploy/stack.ts';
import { functions, type FunctionName } from '../package/bundle.ts';

/** A function as Lambda describes it. */
export interface DeployedFunction {
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> };
  readonly VpcConfig?: { readonly SubnetIds?: readonly string[]; readonly SecurityGroupIds?: readonly string[] };
  readonly Runtime?: string;
}

/** The template that a stack was made of. */
export type Template = Readonly<
  Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>
>;

/** What a stage came to. */
export interface Deployed {
  /** Null where the stack is not there. */
  readonly stack: DeployedStack | null;
  readonly secrets: Readonly<Record<string, string>>;
}

export interface DeployedStack {
  readonly url: string | null;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly resources: Template;
  readonly functions: Readonly<Record<FunctionName, DeployedFunction>>;
}

/** Reads a stage back from the emulator: the stack, its template, and the functions as they are. */
export async function readBack(stage: string, endpoint: string): Promise<Deployed> {
  const options = { region: 'eu-central-1', endpoint, credentials: { accessKeyId: 'reader', secretAccessKey: 'test' } };
  const ssm = new SSMClient(options);
  const { Parameters = [] } = await ssm.send(
    new GetParametersByPathCommand({ Path: `/portcullis/${stage}`, WithDecryption: true }),
  );
  const secrets = Object.fromEntries(Parameters.map(({ Name = '', Value = '' }) => [Name.replace(/^.*\//, ''), Value]));
  const client = new CloudFormationClient(options);
  let description: StackDescription | undefined;
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName(stage) }));
    [description] = Stacks;
  } catch {
    return { stack: null, secrets };
  }
  const { TemplateBody = '{}' } = await client.send(new GetTemplateCommand({ StackName: stackName(stage) }));
  const { Resources } = JSON.parse(TemplateBody) as { Resources: Template };
  const configurations = await Promise.all(
    functions.map(async (name) => [name, await configurationOf(`${stackName(stage)}-${name}`, endpoint)] as const),
  );
  return {
    secrets,
    stack: {
      url: description?.Outputs?.find(({ OutputKey }) => OutputKey === 'WebhookUrl')?.OutputValue ?? null,
      parameters: Object.fromEntries(
        (description?.Parameters ?? []).map(({ ParameterKey = '', ParameterValue = '' }) => [
          ParameterKey,
          ParameterValue,
        ]),
      ),
      tags: Object.fromEntries((description?.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
      resources: Resources,
      functions: Object.fromEntries(configurations) as DeployedStack['functions'],
    },
  };
}

async function configurationOf(name: string, endpoint: string): Promise<DeployedFunction> {
  const answer = await fetch(`${endpoint}/2015-03-31/functions/${name}/configuration`, {
    headers: { authorization: 'AWS4-HMAC-SHA256 Credential=reader/20260101/eu-central-1/lambda/aws4_request' },
  });
  return (await answer.json()) as DeployedFunction;
}
