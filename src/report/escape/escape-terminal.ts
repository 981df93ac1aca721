/** Characters that steer a terminal or reorder what it shows. Tabs are kept; the caller expands them. */
const steering = /(?!\t)[\p{Cc}\p{Cs}\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;

/** Text of the reviewed repository made safe for a terminal: what would steer it is shown as an escape, `\u001b`. */
export function escapeTerminal(text: string): string {
  return text.replace(steering, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
