import {
  CloudFormationClient,
  DescribeStacksCommand,
  DescribeStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { stackName } from '../deploy/stack.ts';

/** What a stage came to. */
export interface Deployed {
  /** The environment of the worker; null where the stack is not there. */
  readonly worker: Readonly<Record<string, string>> | null;
  readonly url: string | null;
  readonly secrets: Readonly<Record<string, string>>;
}

/** Reads a stage back from the emulator, functions included. */
export async function readBack(stage: string, endpoint: string): Promise<Deployed> {
  const options = { region: 'eu-central-1', endpoint, credentials: { accessKeyId: 'reader', secretAccessKey: 'test' } };
  const ssm = new SSMClient(options);
  const { Parameters = [] } = await ssm.send(
    new GetParametersByPathCommand({ Path: `/portcullis/${stage}`, WithDecryption: true }),
  );
  const secrets = Object.fromEntries(Parameters.map(({ Name = '', Value = '' }) => [Name.replace(/^.*\//, ''), Value]));
  const stacks = new CloudFormationClient(options);
  try {
    const { Stacks } = await stacks.send(new DescribeStacksCommand({ StackName: stackName(stage) }));
    const url = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'WebhookUrl')?.OutputValue ?? null;
    const { StackResources = [] } = await stacks.send(
      new DescribeStackResourcesCommand({ StackName: stackName(stage) }),
    );
    const name = StackResources.find(({ LogicalResourceId: id }) => id === 'WorkerLambdaFunction')?.PhysicalResourceId;
    return { worker: await environmentOf(name ?? '', endpoint), url, secrets };
  } catch {
    return { worker: null, url: null, secrets };
  }
}

async function environmentOf(name: string, endpoint: string): Promise<Readonly<Record<string, string>> | null> {
  const answer = await fetch(`${endpoint}/2015-03-31/functions/${name}/configuration`, {
    headers: { authorization: 'AWS4-HMAC-SHA256 Credential=reader/20260101/eu-central-1/lambda/aws4_request' },
  });
  const { Environment } = (await answer.json()) as { Environment?: { Variables?: Readonly<Record<string, string>> } };
  return Environment?.Variables ?? null;
}
