import { kongGroup } from '../../../kubernetes/kinds.ts';
import type { KongReferences } from '../../model/kong-references.ts';
import type { PublishedPlugins } from '../../plugins/published.ts';
import { credentialFaults } from './credentials.ts';
import { isPlugin, pluginReferences, type ReferenceSources } from './plugin-references.ts';
import { pluginSecretFaults } from './plugin-secrets.ts';
import { secretsOf } from './secret-faults.ts';
import { shadowedPlugins } from './shadowed-plugins.ts';
import { untakenPolicies } from './backend-tls-policies.ts';
import { missingPolicies } from './upstream-policies.ts';

/** What objects of Kong's and routes name, and what of it cannot be had. */
export function kongReferences(sources: ReferenceSources, published: PublishedPlugins): KongReferences {
  const { objects, removed, holdsEvery } = sources;
  const plugins = pluginReferences(sources);
  const hasOurs = objects.some(({ group }) => group === kongGroup);
  const secrets = hasOurs ? secretsOf(objects, removed, holdsEvery) : null;
  return {
    plugins,
    pluginSecrets: secrets === null ? [] : pluginSecretFaults(objects.filter(isPlugin), plugins, secrets, sources),
    credentials: secrets === null ? [] : credentialFaults(sources, secrets),
    upstreamPolicies: missingPolicies(sources),
    untakenPolicies: untakenPolicies(sources),
    shadowed: shadowedPlugins(plugins, published),
  };
}
