/** How far something that Kong refuses reaches. */
export type Reach =
  /** Kong takes nothing of its controller any more. */
  | 'everything'
  /** The controller leaves it out, with all that depends on it. */
  | 'dependants';
