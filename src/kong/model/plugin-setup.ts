/** The plugins that a Kong without a database has. */
export interface PluginSetup {
  /** `3.9.1`, or `3.9` for one of its patch releases. */
  readonly release: string;
  /** Whether the bundled ones are on. */
  readonly bundled: boolean;
  /** Names that the settings or a mounted file bring in: what they are nobody knows. */
  readonly others: readonly string[];
}
