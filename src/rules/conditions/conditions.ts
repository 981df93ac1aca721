import type { ConditionPage } from './condition-page.ts';

/** The types of conditions on objects of Gateway API that Kong's controllers write. */
export const conditions: readonly ConditionPage[] = [
  {
    type: 'Accepted',
    on: ['class', 'gateway', 'listener', 'route'],
    means:
      'A controller took the object as its own and found it valid. It does not say that traffic is served: a listener whose certificate is missing is accepted, and so is a route whose Service does not exist.',
  },
  {
    type: 'Programmed',
    on: ['gateway', 'listener', 'route'],
    means:
      'Kong was configured with it. Kong Ingress Controller sets it to True on a Gateway whatever becomes of its listeners, so look at the listeners.',
  },
  {
    type: 'ResolvedRefs',
    on: ['listener', 'route'],
    means:
      'What the object names is there and may be used: certificates and kinds of routes of a listener, backends of an HTTPRoute. Kong Ingress Controller writes it on no other kind of route, so a missing Service of a GRPCRoute shows nowhere.',
  },
  {
    type: 'Conflicted',
    on: ['listener'],
    means: 'Another listener of the Gateway wants the same port in a way that excludes this one.',
  },
];
