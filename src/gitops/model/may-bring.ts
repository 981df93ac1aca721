/** An object by what others call it; the namespace is null for one that has none. */
export interface NamedThing {
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
  /** The file in which base has it; absent where base has none. */
  readonly path?: string;
  /** The title of what cannot do without it, and so does not bring it; absent where it does not matter. */
  readonly neededBy?: string;
  /** Keys of labels that the object lacks, and that something else may give it; absent where none matters. */
  readonly labels?: readonly string[];
}

/**
 * Whether something that is not seen may bring an object into a cluster that does not have it in the tree: what a change
 * adds, or what brings more into the object's namespace than the tree shows.
 */
export type MayBring = (object: NamedThing) => boolean;
