import type { Behaviour } from './behaviour.ts';

const source = 'https://github.com/Kong/kong/tree/3.9.3/kong/db/schema/entities';
const plugins = (minor: string): string => `https://github.com/Kong/kong/tree/${minor}/kong/plugins`;

/** How releases of Kong differ in what they take: one row for each behaviour. Patch releases of a minor do not differ. */
export const kongBehaviours = {
  'takes-wildcard-snis': {
    releases: '>=3.7.0',
    does: 'takes wildcards in the SNIs of a route, with the router traditional_compatible',
    concerns: ['stream-routes', 'annotations'],
    source,
  },
  'compiles-regexes-of-paths': {
    releases: '>=3.4.0 <3.6.0 || >=3.7.0',
    does: 'refuses paths that are no regular expressions, with the router traditional_compatible',
    concerns: ['http-routes'],
    source,
  },
  'compiles-regexes-of-headers': {
    releases: '>=3.7.0',
    does: 'refuses headers that are no regular expressions, with the router traditional_compatible',
    concerns: ['http-routes'],
    source,
  },
  'checks-expressions-by-protocol': {
    releases: '>=3.7.0',
    does: 'holds a route with an expression against what its protocols may have',
    concerns: ['http-routes', 'stream-routes'],
    source,
  },
  'knows-fields-by-protocol': {
    releases: '>=3.6.0',
    does: 'takes in an expression only fields that the protocols of the route have',
    concerns: ['http-routes', 'stream-routes'],
    source,
  },
  'has-the-redirect-plugin': {
    releases: '>=3.9.0',
    does: 'has the plugins redirect and standard-webhooks',
    concerns: ['plugins', 'http-routes'],
    source: plugins('3.9.1'),
  },
  'has-ai-plugins': {
    releases: '>=3.6.0',
    does: 'has the plugins ai-proxy, ai-prompt-decorator, ai-prompt-guard, ai-prompt-template and the ai transformers',
    concerns: ['plugins'],
    source: plugins('3.6.1'),
  },
  'nests-redis-settings': {
    releases: '>=3.6.0',
    does: 'reads the settings of Redis of rate-limiting and response-ratelimiting under redis; the old names still pass',
    concerns: ['plugins'],
    source: plugins('3.6.1'),
  },
  'needs-correlation-generator': {
    releases: '>=3.9.0',
    does: 'refuses a generator of correlation-id that is null',
    concerns: ['plugins'],
    source: plugins('3.9.1'),
  },
  'refuses-contradicting-redis-hosts': {
    releases: '>=3.9.0',
    does: 'fails at redis_host and redis.host that differ; before, the old one wins',
    concerns: ['plugins'],
    source: plugins('3.9.1'),
  },
} as const satisfies Readonly<Record<string, Behaviour>>;
