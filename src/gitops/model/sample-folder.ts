/** Whether the children of a directory stand for themselves, by its name: nobody applies two samples to one cluster. */
export function isSampleFolder(name: string): boolean {
  return /^(examples?|samples?|tutorials?|demos?)$/i.test(name);
}
