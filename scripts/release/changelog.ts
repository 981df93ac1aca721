/** The section of a version, without its heading; null where there is none. */
export function notesOf(changelog: string, version: string): string | null {
  const sections = changelog.split(/^(?=## )/m);
  const own = sections.find((section) => section.startsWith(`## ${version} `) || section.startsWith(`## ${version}\n`));
  return own === undefined ? null : own.slice(own.indexOf('\n') + 1).trim();
}

/** What is unreleased becomes a version, on a day (`YYYY-MM-DD`). */
export function released(changelog: string, version: string, day: string): string {
  return changelog.replace('## Unreleased\n', `## Unreleased\n\n## ${version} (${day})\n`);
}
