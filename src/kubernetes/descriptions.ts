/**
 * A schema in block style without its descriptions, which are most of its text. A property called `description` stays,
 * and so does whatever stands in a text or a default.
 */
export function withoutDescriptions(block: string): string {
  const kept: string[] = [];
  let [dropped, untouched] = [-1, -1];
  for (const line of block.split('\n')) {
    const indentation = line.length - line.trimStart().length;
    const isBlank = line.trim() === '';
    if (dropped >= 0 && (isBlank || indentation > dropped)) continue;
    dropped = -1;
    if (untouched >= 0 && (isBlank || indentation > untouched)) {
      kept.push(line);
      continue;
    }
    untouched = -1;
    const rest = line.trimStart();
    if (/^description: *\S/.test(rest)) {
      dropped = indentation;
      continue;
    }
    if (/^(?:- +)?[\w-]+: *[|>]|^default: *$/.test(rest)) untouched = indentation;
    kept.push(line);
  }
  return kept.join('\n');
}
