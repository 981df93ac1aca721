import { attachmentSteps, type AttachmentStep, type ListenerAttachment } from './route-status.ts';

const none: readonly AttachmentStep[] = [];

/** Whether a listener takes the route; a text says why that is not known. */
export function attaches({ steps }: ListenerAttachment, without: readonly AttachmentStep[] = none): boolean | string {
  let doubt: string | null = null;
  for (const step of attachmentSteps) {
    const answer = without.includes(step) || steps[step];
    if (answer === false) return false;
    if (typeof answer === 'string') doubt ??= answer;
  }
  return doubt ?? true;
}
