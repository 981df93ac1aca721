/** What Node says of certificates whose authority it does not know. */
const unknownAuthority =
  /^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT\w*|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT)$/;

/** Why GitHub was not reached at all, as a sentence with the remedy; null for an error of another kind. */
export function connectionProblem(error: unknown): string | null {
  const code = codeOf(error);
  if (code === null) return null;
  return unknownAuthority.test(code)
    ? `the certificate of the GitHub server is signed by an authority that Node does not know (${code}); set NODE_EXTRA_CA_CERTS to a file with the certificate of that authority`
    : `GitHub could not be reached (${code}); behind a proxy set HTTPS_PROXY and NODE_USE_ENV_PROXY=1`;
}

/** The code that Node gives an error of a socket, however often it was wrapped. */
function codeOf(error: unknown): string | null {
  for (let each: unknown = error, level = 0; each instanceof Error && level < 5; each = each.cause, level += 1) {
    if ('code' in each && typeof each.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(each.code)) return each.code;
  }
  return null;
}
