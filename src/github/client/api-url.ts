type Variables = Readonly<Record<string, string | undefined>>;

/** Where GitHub's REST API is, by Probot's names of variables: github.com, or the GitHub Enterprise Server of `GHE_HOST`. */
export function apiUrl(variables: Variables): string {
  const server = serverUrl(variables);
  return server === null ? 'https://api.github.com' : `${server}/api/v3`;
}

/** Where people see GitHub. */
export function webUrl(variables: Variables): string {
  return serverUrl(variables) ?? 'https://github.com';
}

/** The GitHub Enterprise Server, or null for github.com. */
function serverUrl({ GHE_HOST, GHE_PROTOCOL }: Variables): string | null {
  const host = GHE_HOST?.trim();
  return host ? `${GHE_PROTOCOL?.trim() || 'https'}://${host}` : null;
}
