/** East Asian wide and fullwidth characters, and pictures: they take two columns of a terminal. */
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;

/** Characters that are drawn over the one before. */
const none = /\p{Mn}|\p{Me}|[\u200B-\u200D]/u;

/** How many columns of a terminal a text takes. */
export function displayWidth(text: string): number {
  // Most texts have neither, and long ones are looked at often.
  if (!/[^\u0020-\u007E]/.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += none.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return columns;
}
