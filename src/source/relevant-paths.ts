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

/**
 * Whether the name alone lets a file hold a manifest, if it is no manifest's: a template, a copy, one that was put out
 * of use, a program that makes some. What a change does to such a file is looked at.
 */
export function mayStateManifests(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return formerManifest.test(name) || otherManifest.test(name) || !name.includes('.');
}

const formerManifest = /\.(?:ya?ml|json)(?:[._~ -][^/]*)?$/i;
const otherManifest =
  /\.(?:tmpl|gotmpl|tpl|tftpl|j2|jinja2?|erb|ejs|mustache|txt|bak|disabled|off|orig|old|save|jsonnet|libsonnet|cue|k|star|patch|jsonc|json5|jsonl|ndjson)$/i;

/** Programs that make manifests, told by what lies at the root of their project. */
export function programsOf(paths: readonly string[]): (path: string) => boolean {
  const roots = paths.filter((path) => projectFile.test(path)).map((path) => path.slice(0, path.lastIndexOf('/') + 1));
  return (path) => program.test(path) && roots.some((root) => path.startsWith(root));
}

const projectFile = /(?:^|\/)(?:Pulumi\.ya?ml|cdk8s\.yaml|cdktf\.json|cdk\.json)$/;
const program = /\.(?:[cm]?[jt]s|py|go|java|kt|cs|fs)$/;

const wantedExtension = /\.(?:ya?ml|json|tpl|env|properties)$/i;
const wantedName =
  /^(?:kustomization|chart\.lock|requirements\.lock|codeowners|\.gitignore|\.gitmodules|\.sourceignore)$/i;
const ignoredNames = /^(?:package(?:-lock)?|composer|tsconfig.*|renovate|.*\.schema)\.json$|^pnpm-lock\.yaml$/i;
