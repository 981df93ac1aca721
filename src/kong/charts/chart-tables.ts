import type { MapNode } from '../../source/node.ts';
import { ingressDefaults, kongDefaults } from './defaults.ts';
import type { TemplateRead } from './chart.ts';
import { readsOf } from './template-reads.ts';
import { featuresOf, type ChartFeatures } from './versions.ts';

/** What is known of one exact version of kong/kong, whatever the values. */
export interface KongTables {
  readonly features: ChartFeatures;
  readonly reads: readonly TemplateRead[];
  readonly defaults: MapNode;
}

/** What is known of versions of Kong's charts, each worked out once: that takes longer than to evaluate a release. */
export interface ChartTables {
  readonly kong: (version: string) => KongTables;
  /** The defaults of kong/ingress. */
  readonly ingress: (version: string) => MapNode;
}

export function createChartTables(): ChartTables {
  return {
    kong: once((version) => ({
      features: featuresOf(version),
      reads: readsOf(version),
      defaults: kongDefaults(version),
    })),
    ingress: once(ingressDefaults),
  };
}

function once<T extends object>(make: (version: string) => T): (version: string) => T {
  const known = new Map<string, T>();
  return (version) => {
    const found = known.get(version) ?? make(version);
    known.set(version, found);
    return found;
  };
}
