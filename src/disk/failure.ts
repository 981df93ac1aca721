/** Something on this machine is not as the command line needs it; the message is one clear sentence. */
export class DiskError extends Error {
  override readonly name: string = 'DiskError';
}

/** A directory is in no git repository, as git says. */
export class NoRepositoryError extends DiskError {
  override readonly name = 'NoRepositoryError';
}

/** A git repository has no work tree, so that none of its files is on disk. */
export class BareRepositoryError extends DiskError {
  override readonly name = 'BareRepositoryError';
}
