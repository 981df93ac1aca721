import type { Reference } from '../../gatewayapi/references.ts';
import type { KubeObject } from '../../kubernetes/object.ts';

/** What becomes of one certificateRef; those behind the one that stops the controller are `not-read`. */
export interface CertificateVerdict {
  readonly ref: Reference;
  /** `namespace/name` of the Secret. */
  readonly secret: string;
  /**
   * `assumed`: neither the Secret nor anything that makes it is in the tree; `missing`: and the tree holds every Secret,
   * or the change removes it. `grant-assumed`: a grant that is not in the tree may permit it.
   */
  readonly verdict:
    'resolved' | 'assumed' | 'missing' | 'grant-assumed' | 'not-permitted' | 'not-a-secret' | 'invalid' | 'not-read';
  /**
   * For `invalid`: what is wrong with the Secret in the tree. For `not-permitted`: why a ReferenceGrant of the tree that
   * permits it does not count. Else null.
   */
  readonly reason: string | null;
  /** The Secret, or the object that makes it, where it is in the tree; what the change removes, where it is to blame. */
  readonly object: KubeObject | null;
  /** Whether a change removes the Secret, or the grant. */
  readonly isRemoved: boolean;
}
