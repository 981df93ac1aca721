import { attachmentSteps, type AttachmentStep, type ListenerAttachment } from './route-status.ts';

/** Whether a listener takes the route; a text says why that is not known. */
export function attaches({ steps }: ListenerAttachment, without: readonly AttachmentStep[] = []): boolean | string {
  const answers = attachmentSteps.filter((step) => !without.includes(step)).map((step) => steps[step]);
  if (answers.includes(false)) return false;
  return answers.find((answer) => typeof answer === 'string') ?? true;
}
