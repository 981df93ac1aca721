/** Where GitHub's REST API is, by Probot's names of variables: github.com, or the GitHub Enterprise Server of `GHE_HOST`. */
export function apiUrl({ GHE_HOST, GHE_PROTOCOL }: Readonly<Record<string, string | undefined>>): string {
  const host = GHE_HOST?.trim();
  return host ? `${GHE_PROTOCOL?.trim() || 'https'}://${host}/api/v3` : 'https://api.github.com';
}

/** Where people see GitHub. */
export function webUrl({ GHE_HOST, GHE_PROTOCOL }: Readonly<Record<string, string | undefined>>): string {
  const host = GHE_HOST?.trim();
  return host ? `${GHE_PROTOCOL?.trim() || 'https'}://${host}` : 'https://github.com';
}
