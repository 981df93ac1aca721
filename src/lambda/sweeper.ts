import type { Context } from 'aws-lambda';
import { sweep, type Swept } from '../app/sweep.ts';
import { createContainer, type Container } from './container.ts';

let container: Promise<Container> | undefined;

/** The function that a schedule calls. */
export async function handler(_: unknown, invocation: Context): Promise<Swept> {
  container ??= createContainer('sweeper', process.env);
  const { context } = await container.catch((error: unknown) => {
    container = undefined;
    throw error;
  });
  return await sweep(context, invocation.getRemainingTimeInMillis() - 30_000);
}
