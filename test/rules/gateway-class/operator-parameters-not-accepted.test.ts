import {
  classWith,
  configuration,
  managedClass,
  operator,
  parametersRef,
} from '../../kong/operator/operator-cluster.ts';
import { gateway, gatewayClass } from '../../manifests/gateway-api.ts';
import { testRule } from '../rule-cases.ts';

const alone = (text: string) => ({ 'class.yaml': text });

testRule('operator-parameters-not-accepted', {
  valid: {
    'no parameters': alone(managedClass),
    'a GatewayConfiguration': { ...alone(classWith(parametersRef)), 'configuration.yaml': configuration({}) },
    'one that is not in the repository': alone(classWith(parametersRef)),
    'a class of the ingress controller': alone(
      gatewayClass().replace('spec:', 'spec:\n  parametersRef: {group: example.com, kind: Other, name: a}'),
    ),
  },
  invalid: {
    'no namespace': [
      alone(classWith({ ...parametersRef, namespace: undefined })),
      'class.yaml:5 GatewayClass kong names its GatewayConfiguration without a namespace',
    ],
    'another kind': [
      alone(classWith({ ...parametersRef, kind: 'DataPlane' })),
      'class.yaml:5 has parameters that are no GatewayConfiguration',
    ],
    'parameters of a Gateway, before they are read': [
      {
        ...alone(managedClass),
        'operator.yaml': operator('2.0.11'),
        'gateway.yaml': gateway().replace(
          'spec:\n',
          'spec:\n  infrastructure: {parametersRef: {group: gateway-operator.konghq.com, kind: GatewayConfiguration, name: edge}}\n',
        ),
      },
      'gateway.yaml:7 Gateway kong/edge names parameters of its own, which Kong Operator 2.0.11 does not read: those of the class count for it. Release 2.1 is the first that reads them.',
    ],
    'one that does not exist': [
      {
        ...alone(classWith(parametersRef)),
        '.github/portcullis.yml': 'clusters:\n  - name: c\n    paths: ["**"]\n    complete: all\n',
      },
      'class.yaml:5 names a GatewayConfiguration that does not exist',
    ],
  },
});
