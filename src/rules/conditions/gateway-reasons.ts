import type { ReasonPage } from './condition-page.ts';

/** Reasons that GatewayClasses and Gateways carry, and those of every object. */
export const gatewayReasons: readonly ReasonPage[] = [
  {
    reason: 'Accepted',
    conditions: ['Accepted=True'],
    on: ['class', 'gateway', 'listener', 'route'],
    by: ['controller', 'operator'],
    means: 'The controller took the object as its own.',
    remedy: null,
    rules: [],
  },
  {
    reason: 'ResolvedRefs',
    conditions: ['ResolvedRefs=True'],
    on: ['listener', 'route'],
    by: ['controller', 'operator'],
    means: 'Everything that is named is there and may be used.',
    remedy: null,
    rules: [],
  },
  {
    reason: 'Programmed',
    conditions: ['Programmed=True'],
    on: ['gateway', 'listener'],
    by: ['controller', 'operator'],
    means:
      'Kong was configured with it. On a Gateway of Kong Ingress Controller it says nothing of the listeners: it is True when all of them are refused.',
    remedy: null,
    rules: [],
  },
  {
    reason: 'Pending',
    conditions: ['Accepted=Unknown', 'Programmed=Unknown', 'Programmed=False'],
    on: ['class', 'gateway', 'listener'],
    by: ['default', 'controller', 'operator'],
    means:
      'Nobody has said more yet. With the message \u201cWaiting for controller\u201d no controller considers the object its own: the class is missing or names another controller, the class lacks the annotation konghq.com/gatewayclass-unmanaged, or the Gateway names a publish Service that is not the controller\u2019s. Kong Operator writes it on listeners whose references are not resolved, and while nothing is provisioned.',
    remedy:
      'Compare spec.controllerName of the class with the controller\u2019s --gateway-api-controller-name, and look for the annotation on the class.',
    rules: [
      'gateway-class-not-found',
      'controller-name-mismatch',
      'gateway-class-not-unmanaged',
      'publish-service-dangling',
      'publish-service-pinned',
      'operator-gateway-not-provisioned',
    ],
  },
  {
    reason: 'Ready',
    conditions: ['DataPlaneReady=True', 'ControlPlaneReady=True', 'GatewayService=True'],
    on: ['gateway'],
    by: ['operator'],
    means: 'What the operator made for the Gateway runs.',
    remedy: null,
    rules: [],
  },
  {
    reason: 'InvalidParameters',
    conditions: ['Accepted=False'],
    on: ['class', 'gateway'],
    by: ['operator'],
    means:
      'parametersRef names something other than a GatewayConfiguration, one without a namespace, or one that does not exist. Gateways of such a class get no status.',
    remedy: 'Name a GatewayConfiguration that exists, with its namespace.',
    rules: ['operator-parameters-not-accepted'],
  },
  {
    reason: 'UnableToProvision',
    conditions: ['DataPlaneReady=False', 'ControlPlaneReady=False'],
    on: ['gateway'],
    by: ['operator'],
    means: 'The operator could not make Kong or its controller for the Gateway; the message says why.',
    remedy: 'Read the message of the condition, and the log of the operator.',
    rules: ['operator-gateway-not-provisioned'],
  },
  {
    reason: 'ResourceCreatedOrUpdated',
    conditions: ['DataPlaneReady=False', 'ControlPlaneReady=False'],
    on: ['gateway'],
    by: ['operator'],
    means: 'Kong or its controller was made or changed for the Gateway just now.',
    remedy: null,
    rules: [],
  },
  {
    reason: 'WaitingToBecomeReady',
    conditions: ['DataPlaneReady=False', 'ControlPlaneReady=False'],
    on: ['gateway'],
    by: ['operator'],
    means: 'Kong or its controller was made for the Gateway, and its pods are not ready.',
    remedy: 'Look at the pods: kubectl get pods -n NAMESPACE',
    rules: ['operator-gateway-not-provisioned'],
  },
];
