/** The environment of a function. */
export type Variables = Readonly<Record<string, string | undefined>>;
