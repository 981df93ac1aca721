import { randomCluster } from './random-cluster.ts';
import { randomOperatorCluster } from './random-operator-cluster.ts';

/** The Gateway API release beside which a release of a controller is run, and what its clusters are. */
export interface ComparedRelease {
  readonly bundle: string;
  readonly make: typeof randomCluster;
}

const ingressController = (bundle: string): ComparedRelease => ({ bundle, make: randomCluster });
const operator = (bundle: string): ComparedRelease => ({ bundle, make: randomOperatorCluster });

/**
 * The releases for which a driver was built. Of the ingress controller these are the last patch of each minor, and the
 * two beside each patch in which a behaviour changed.
 */
export const comparedReleases: Readonly<Record<string, ComparedRelease>> = {
  '2.12.8': ingressController('1.0.0'),
  '3.0.2': ingressController('1.0.0'),
  '3.1.6': ingressController('1.0.0'),
  '3.2.4': ingressController('1.1.0'),
  '3.3.1': ingressController('1.1.0'),
  '3.4.2': ingressController('1.2.1'),
  '3.4.3': ingressController('1.2.1'),
  '3.4.13': ingressController('1.3.0'),
  '3.4.20': ingressController('1.3.0'),
  '3.5.6': ingressController('1.3.0'),
  '3.5.13': ingressController('1.3.0'),
  '2.0.11': operator('1.3.0'),
  '2.1.9': operator('1.4.1'),
  '2.2.3': operator('1.5.1'),
  '2.3.0-rc.3': operator('1.6.1'),
};
