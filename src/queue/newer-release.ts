/** What is stored was written by a release that is newer than this one, which leaves it there. The message says what, and what to do. */
export class NewerRelease extends Error {}
