import { manifest } from './gateway-api.ts';

/** Objects of GitOps tools. */

/** An Argo CD Application. */
export function application(name: string, source: object, destination: object = {}): string {
  return manifest('argoproj.io/v1alpha1', 'Application', name, 'argocd', { source, destination });
}

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** An Argo CD Application that installs a chart of Kong's; its values begin on line 13. */
export const kongApplication = (
  values = '',
  {
    name = 'kong',
    namespace = 'kong',
    chart = 'kong',
    version = '3.4.1',
    server = 'https://kubernetes.default.svc',
  } = {},
): string =>
  `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  namespace: argocd
spec:
  source:
    repoURL: https://charts.konghq.com
    chart: ${chart}
    targetRevision: ${version}
    helm:
      valuesObject:
${indented(values === '' ? '{}\n' : values, 8)}  destination:
    server: ${server}
    namespace: ${namespace}
`;

/** Flux's source for Kong's charts. */
export const kongRepository = manifest('source.toolkit.fluxcd.io/v1', 'HelmRepository', 'kong', 'flux-system', {
  url: 'https://charts.konghq.com',
});
