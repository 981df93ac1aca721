import { createPublishedDefinitions } from '../../../src/kubernetes/schema/published.ts';

/** One for all tests: its data is parsed once. */
export const published = createPublishedDefinitions();
