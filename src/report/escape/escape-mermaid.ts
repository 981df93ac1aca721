/** A label of a Mermaid node. What would end the label or mean something to Mermaid or HTML becomes an entity. */
export function mermaidLabel(...lines: readonly string[]): string {
  const text = lines.map((line) =>
    line.replace(/[^\p{L}\p{N} ./:,_=-]/gu, (character) => `#${character.codePointAt(0)};`),
  );
  return `"${text.join('<br>')}"`;
}
