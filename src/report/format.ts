/** How a review can be printed. */
export const formats = ['text', 'json', 'markdown', 'sarif', 'github', 'junit', 'html'] as const;
export type Format = (typeof formats)[number];
