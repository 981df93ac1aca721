/** A place where the version of the package is stated: the pattern has the version as its one group. */
interface StatedVersion {
  readonly file: string;
  readonly pattern: RegExp;
}

/** Every place that names the version which people get. A release changes all of them. */
export const statedVersions: readonly StatedVersion[] = [
  { file: 'package.json', pattern: /(?<=^ {2}"version": ")[^"]+(?=",$)/gm },
  // Of the package itself: those of its dependencies stand further in.
  {
    file: 'package-lock.json',
    pattern: /(?<=^ {2}"version": "|^ {4}"": \{\n {6}"name": "portcullis",\n {6}"version": ")[^"]+(?=",$)/gm,
  },
  { file: 'action.yml', pattern: /(?<=as three numbers\.\n {4}default: )\S+/g },
  { file: '.pre-commit-hooks.yaml', pattern: /(?<=\bportcullis@)\d[\w.-]*/g },
  { file: 'templates/portcullis.gitlab-ci.yml', pattern: /(?<=\bportcullis@)\d[\w.-]*/g },
  ...['npx', 'gitlab', 'other-pipelines', 'npm'].map((page) => ({
    file: `docs/${page}.md`,
    pattern: /(?<=\bportcullis@)\d[\w.-]*/g,
  })),
  // The pages of rules are those of the release.
  { file: 'docs/conditions.md', pattern: /(?<=\/portcullis\/v)\d+\.\d+\.\d+(?=\/)/g },
  { file: 'docs/container.md', pattern: /(?<=\/portcullis:)\d[\w.-]*/g },
  { file: 'docs/kubernetes.md', pattern: /(?<=\/portcullis:|image\.tag=)\d[\w.-]*/g },
  { file: 'deploy/chart/portcullis/Chart.yaml', pattern: /(?<=^(?:version|appVersion): )\S+/gm },
];

/** The places that state another version, or none at all, as `file: what`. */
export function otherVersions(version: string, textOf: (file: string) => string): readonly string[] {
  return statedVersions.flatMap(({ file, pattern }) => {
    const found = [...textOf(file).matchAll(pattern)].map(([stated]) => stated);
    return found.length === 0
      ? [`${file}: none`]
      : found.filter((each) => each !== version).map((each) => `${file}: ${each}`);
  });
}

/** The files with another version in all these places. */
export function withVersion(version: string, textOf: (file: string) => string): ReadonlyMap<string, string> {
  return new Map(statedVersions.map(({ file, pattern }) => [file, textOf(file).replace(pattern, version)]));
}
