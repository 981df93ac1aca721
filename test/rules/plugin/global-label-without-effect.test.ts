import { testRule } from '../rule-cases.ts';
import { clusterPlugin, ingress, naming, plugin } from './plugin-files.ts';

const labelled = (name: string, value = '"true"'): string =>
  plugin(name).replace('  namespace', `  labels: {global: ${value}}\n  namespace`);

const grafana = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: grafana, namespace: argocd}
spec:
  project: default
  source:
    repoURL: https://charts.example.com
    chart: grafana
    targetRevision: 8.5.0
    helm: {valuesObject: {ingress: {annotations: {konghq.com/plugins: auth}}}}
  destination: {server: https://kubernetes.default.svc, namespace: shop}
`;

testRule('global-label-without-effect', {
  valid: {
    'one that a route names': naming('auth', { 'auth.yaml': labelled('auth') }),
    'one that an Ingress of another class names': naming('', {
      'auth.yaml': labelled('auth'),
      'ingress.yaml': ingress({ 'konghq.com/plugins': 'auth' }).replace('"kong"', '"nginx"'),
    }),
    'one that a chart may name, whose objects are not seen': naming('', {
      'auth.yaml': labelled('auth'),
      'grafana.yaml': grafana,
    }),
    'another value': naming('', { 'auth.yaml': labelled('auth', '"false"') }),
    'a plugin of the cluster': naming('', {
      'auth.yaml': clusterPlugin('auth').replace('  annotations', '  labels: {global: "true"}\n  annotations'),
    }),
    'no controller in the repository': { 'auth.yaml': labelled('auth') },
  },
  invalid: {
    'one that nothing names': [
      naming('', { 'auth.yaml': labelled('auth') }),
      'auth.yaml:5 KongPlugin shop/auth is labelled global: "true", which counts on a KongClusterPlugin and not on a KongPlugin. Nothing in the repository names the plugin. After merge: key-auth does not act on all requests',
    ],
  },
});
