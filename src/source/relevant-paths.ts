/**
 * Whether a path can tell what a repository deploys; the bytes of all others are never fetched.
 * The one place to widen when another tool's files matter.
 */
export function isRelevantPath(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (ignoredNames.test(name)) return false;
  return wantedExtension.test(name) || wantedName.test(name);
}

const wantedExtension = /\.(?:ya?ml|json|tf|tfvars|sh|bash|ya?ml\.gotmpl|tpl|env|properties)$/i;
const wantedName =
  /^(?:kustomization|chart\.lock|requirements\.lock|(?:gnu)?makefile|justfile|\.argocd-source.*|.*\.mk)$/i;
const ignoredNames = /^(?:package(?:-lock)?|composer|tsconfig.*|renovate|.*\.schema)\.json$|^pnpm-lock\.yaml$/i;
