import type { ReasonPage } from './condition-page.ts';

/** What a route becomes in Konnect, kind by kind. */
const entities: readonly (readonly [entity: string, means: string])[] = [
  ['KongRoute', 'the routes of Kong'],
  ['KongService', 'the Services of Kong'],
  ['KongUpstream', 'the upstreams behind those'],
  ['KongTarget', 'the targets of upstreams, one for each endpoint'],
  ['KongPluginBinding', 'the bindings of its plugins'],
  ['KongCertificate', 'the certificates of its listeners'],
];

/**
 * What Kong Operator writes on routes whose Gateway is configured from Konnect: one condition for each kind of entity.
 * Source: https://github.com/Kong/kong-operator/blob/v2.3.0-rc.3/controller/hybridgateway/const/route/conditions.go
 */
export const hybridReasons: readonly ReasonPage[] = [
  ...entities.flatMap(([entity, what]): readonly ReasonPage[] => [
    {
      reason: `${entity}Programmed`,
      conditions: [`${entity}Programmed=True`],
      on: ['route'],
      by: ['operator'],
      means: `Konnect has ${what} that the route became.`,
      remedy: null,
      rules: [],
    },
    {
      reason: `${entity}NotProgrammed`,
      conditions: [`${entity}Programmed=False`],
      on: ['route'],
      by: ['operator'],
      means: `Konnect does not have all of ${what} that the route became.`,
      remedy: `Look at the objects that the operator made: kubectl get ${entity.toLowerCase()}s -A; their conditions say what Konnect refused, or whether its token is the cause.`,
      rules: [],
    },
  ]),
  {
    reason: 'InvalidKongConfiguration',
    conditions: ['KongConfigurationValid=False'],
    on: ['route'],
    by: ['operator'],
    means:
      'An annotation of Kong\u2019s on the route or its Service holds a value that is none: no boolean, no number, a negative one.',
    remedy: 'Correct the annotation that the message names.',
    rules: [],
  },
];
