/** A part of a document whose items are dropped as a whole when room runs out. */
export interface Section {
  /** With its own line breaks, as the items and the closing have theirs. */
  readonly opening: string;
  readonly items: readonly string[];
  /** One for each item or fewer, shown behind it; left out, the last first, before anything else is. */
  readonly extras?: readonly string[];
  readonly closing: string;
  /** Whether the items make one block, as the lines of code do, and cannot be told apart from what is around them. */
  readonly isOneBlock?: true;
  /** Said in place of the items that were dropped. */
  readonly more: (count: number) => string;
}

/** The bytes of a text in UTF-8, which is what GitHub counts. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** What a section costs when none of its items fits. */
const leastOf = (section: Section): number =>
  utf8Length(section.opening + section.closing + section.more(section.items.length));

/**
 * Joins sections within a number of bytes. Early sections get the room first, but each keeps enough
 * to say what it dropped; sections that cannot even do that are left out from the end.
 */
export function withinBytes(sections: readonly Section[], budget: number): string {
  const kept = atLeastNamed(sections, budget);
  const whole = sum(kept.map(({ opening, items, closing }) => sum([opening, ...items, closing].map(utf8Length))));
  const room = kept.length === sections.length ? budget - whole : 0;
  return cutToBytes(withExtras(kept, room), budget)
    .map(({ opening, items, closing }) => opening + items.join('') + closing)
    .join('');
}

/** The same as sections, whose extras do not count. */
export function cutToBytes(sections: readonly Section[], budget: number): readonly Section[] {
  const kept = atLeastNamed(sections, budget);
  let left = budget - sum(kept.map(leastOf));
  return kept.map((section) => {
    const { filled, spent } = fill(section, left);
    left -= spent;
    return filled;
  });
}

function atLeastNamed(sections: readonly Section[], budget: number): readonly Section[] {
  const costs = sections.map(leastOf);
  let count = sections.length;
  for (let whole = sum(costs); count > 1 && whole > budget; count -= 1) whole -= costs[count - 1] ?? 0;
  return sections.slice(0, count);
}

/** The sections with as many of their extras as there is room for, as parts of their items. */
function withExtras(sections: readonly Section[], room: number): readonly Section[] {
  let left = room;
  return sections.map((section) => {
    const { items, extras = [] } = section;
    const shown = extras.map((extra) => ((left -= utf8Length(extra)) < 0 ? '' : extra));
    return shown.length === 0
      ? section
      : { ...section, items: items.map((item, index) => item + (shown[index] ?? '')) };
  });
}

function fill(section: Section, room: number): { readonly filled: Section; readonly spent: number } {
  const { items, closing, more } = section;
  const costs = items.map(utf8Length);
  const whole = sum(costs);
  if (whole <= room + utf8Length(more(items.length))) {
    return { filled: section, spent: whole - utf8Length(more(items.length)) };
  }
  let count = 0;
  let spent = 0;
  while (spent + (costs[count] ?? Infinity) <= room) spent += costs[count++] ?? 0;
  const dropped = more(items.length - count);
  return { filled: { ...section, items: items.slice(0, count), closing: dropped + closing }, spent };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
