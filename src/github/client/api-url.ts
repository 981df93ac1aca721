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

/** What is wrong with the address of a GitHub Enterprise Server, as a sentence; null when nothing is. */
export function serverProblem({ GHE_HOST, GHE_PROTOCOL }: Variables): string | null {
  const [host, protocol] = [GHE_HOST?.trim() ?? '', GHE_PROTOCOL?.trim() ?? ''];
  if (protocol !== '' && protocol !== 'https' && protocol !== 'http') return 'GHE_PROTOCOL must be https or http.';
  if (host === '' || /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?$/.test(host)) return null;
  return 'GHE_HOST must be the name of a host alone, such as github.example.com: without https://, path or user.';
}

/** The GitHub Enterprise Server, or null for github.com. */
function serverUrl({ GHE_HOST, GHE_PROTOCOL }: Variables): string | null {
  const host = GHE_HOST?.trim();
  return host ? `${GHE_PROTOCOL?.trim() || 'https'}://${host}` : null;
}
