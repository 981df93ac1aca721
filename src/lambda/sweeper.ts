import type { Context } from 'aws-lambda';
import { sweep, type Swept } from '../app/sweep.ts';
import { createContainer, type Container } from './container.ts';

let container: Promise<Container> | undefined;

/** The function that a schedule calls. */
export async function handler(_: unknown, context: Context): Promise<Swept> {
  container ??= createContainer(process.env);
  const { workshop } = await container.catch((error: unknown) => {
    container = undefined;
    throw error;
  });
  return await sweep(workshop, context.getRemainingTimeInMillis() - 30_000);
}
