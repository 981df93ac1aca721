/** Where a configuration says that an inventory is: in the repository of the configuration, or in another one of its owner. */
export type InventorySource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'repository'; readonly repository: string; readonly path: string; readonly ref: string | null };

/** What came of looking for the inventory of a cluster: its text, or why there is none. */
export type LoadedInventory =
  | {
      readonly kind: 'found';
      readonly text: string;
      /** `acme/platform/map.json`: where it was read. */
      readonly where: string;
      /** The commit at which it was read; null where that is not known. */
      readonly commit: string | null;
    }
  | { readonly kind: 'unreadable'; readonly where: string; readonly reason: string };

/** Inventories by the name of their cluster; under the empty name one for every cluster. */
export type Inventories = ReadonlyMap<string, LoadedInventory>;

/** Larger ones are not read. */
export const mostInventoryText = 8 * 1024 * 1024;
