import type { Place } from '../../../source/location.ts';
import type { RefusedEntity } from '../../model/refused-entity.ts';

/** One thing that is wrong, before it is known whom it stops. */
export type Refused = Pick<RefusedEntity, 'object' | 'problem' | 'related' | 'isLikely' | 'isAskedBefore' | 'field'> & {
  readonly at: Place;
};
