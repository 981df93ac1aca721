/** Something on this machine is not as the command line needs it; the message is one clear sentence. */
export class DiskError extends Error {
  override readonly name = 'DiskError';
}
