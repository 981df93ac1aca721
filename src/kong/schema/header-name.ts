/** What Kong takes as the name of a header; the API takes more. */
export function isHeaderName(name: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(name);
}
