/**
 * Whether a path can tell what a repository deploys; the bytes of all others are never fetched. YAML,
 * JSON and what Helm and kustomize read beside it are, and what git is told to ignore.
 * @param others which other paths are wanted, told by the name: files of GitOps tools
 */
export function relevantPaths(others: (path: string) => boolean): (path: string) => boolean {
  return (path) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (ignoredNames.test(name)) return false;
    return wantedExtension.test(name) || wantedName.test(name) || others(path);
  };
}

const wantedExtension = /\.(?:ya?ml|json|tpl|env|properties)$/i;
const wantedName = /^(?:kustomization|chart\.lock|requirements\.lock|\.gitignore|\.gitmodules)$/i;
const ignoredNames = /^(?:package(?:-lock)?|composer|tsconfig.*|renovate|.*\.schema)\.json$|^pnpm-lock\.yaml$/i;
