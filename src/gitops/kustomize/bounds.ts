/** What the kustomizations of one repository may ask for; far above what people write. */
export const bounds = {
  /** Directories that include one another. */
  depth: 64,
  /** Objects of one build: doubling at every level of a diamond ends here. */
  objects: 20_000,
  /** Objects of all builds of a tree, each layer counted. */
  objectsInAll: 1_000_000,
  /** Items of two lists that are merged by a key: the work grows with their product. */
  mergedItems: 2_000,
  /** Values of one object: replacements can copy a list into itself. */
  valuesOfObject: 200_000,
} as const;
