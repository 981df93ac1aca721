import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { Parameters } from './parameters.ts';

/** What a stack says of itself. */
export interface Stack {
  /** Where GitHub is to send webhooks. */
  readonly webhookUrl: string;
  readonly parameters: Parameters;
}

/** The stack of a stage; null where there is none yet. */
export async function readStack(stage: string, region: string): Promise<Stack | null> {
  const client = new CloudFormationClient({ region });
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName(stage) }));
    const outputs = new Map(Stacks[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
    return {
      webhookUrl: outputs.get('WebhookUrl') ?? '',
      parameters: JSON.parse(outputs.get('DeployedWith') ?? '{}') as Parameters,
    };
  } catch (error) {
    // CloudFormation has no name of its own for this error.
    if (error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist'))
      return null;
    throw error;
  } finally {
    client.destroy();
  }
}

export const stackName = (stage: string): string => `portcullis-${stage}`;
