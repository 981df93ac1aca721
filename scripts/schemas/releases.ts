/** Where the published definitions of each release stand. */

/** Releases of Gateway API whose definitions are known. */
export const gatewayApiVersions = [
  '0.8.0', '0.8.1', '1.0.0', '1.1.0', '1.1.1', '1.2.0', '1.2.1', '1.3.0', '1.4.0', '1.4.1', '1.5.0', '1.5.1', '1.6.0',
  '1.6.1', '1.6.2', '1.6.3', '1.7.0',
]; // prettier-ignore

/** A public repository of Kong, of which a checkout is named on the command line. */
export type Checkout = 'controller' | 'configuration' | 'operator';

/** A folder of definitions at a tag. */
export interface Folder {
  readonly checkout: Checkout;
  readonly tag: string;
  readonly folder: string;
}

/** A release from which on other definitions come along, with where they stand. */
export interface KongRelease {
  readonly version: string;
  readonly folders: readonly Folder[];
}

const controller = (version: string): KongRelease => ({
  version,
  folders: [{ checkout: 'controller', tag: `v${version}`, folder: 'config/crd/bases' }],
});

const configuration = (version: string, tag: string): KongRelease => ({
  version,
  folders: [{ checkout: 'configuration', tag, folder: 'config/crd/ingress-controller' }],
});

export const controllerReleases: readonly KongRelease[] = [
  ...['2.12.0', '3.0.0', '3.1.0', '3.2.0', '3.3.0'].map(controller),
  configuration('3.4.0', 'v1.0.0'),
  configuration('3.4.3', 'v1.2.0-rc.1'),
  configuration('3.4.4', 'v1.3.0'),
  configuration('3.4.5', 'v1.3.1'),
  configuration('3.4.8', 'v1.3.3'),
  configuration('3.4.11', 'v1.5.2'),
];

const operator = (version: string): KongRelease => ({
  version,
  folders: [{ checkout: 'operator', tag: `v${version}`, folder: 'config/crd/kong-operator' }],
});

export const operatorReleases: readonly KongRelease[] = [
  // The first release brought the kinds of the configuration in a chart of their own.
  {
    version: '2.0.0',
    folders: ['2.0.0'].flatMap((version) => [
      ...operator(version).folders,
      ...configuration(version, 'v2.0.1').folders,
    ]),
  },
  ...['2.1.0', '2.1.9', '2.2.0', '2.2.3'].map(operator),
];
