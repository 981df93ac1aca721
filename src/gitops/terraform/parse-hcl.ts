import { type Doubt, doubtOf } from '../../source/doubt.ts';
import { ExpressionParser } from './hcl-expressions.ts';
import { HclFault, HclScanner } from './hcl-scanner.ts';
import type { Block, Body, Expression } from './hcl-syntax.ts';

const mostCharacters = 1024 * 1024;
const deepest = 30;

/**
 * The attributes and blocks of a file in the native syntax of HCL, by its specification. Text that
 * does not follow that is not read at all: what would be left of it is a guess.
 */
export function parseHcl(text: string): Body | Doubt {
  if (text.length > mostCharacters) return doubtOf('limit', `it is longer than ${mostCharacters / 1024} KiB`);
  const scanner = new HclScanner(text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text);
  try {
    return body(scanner, '', 0);
  } catch (error) {
    if (!(error instanceof HclFault)) throw error;
    const line = text.slice(0, error.offset).split('\n').length;
    return error.kind === 'limit'
      ? doubtOf('limit', `line ${line} is nested too deeply`)
      : doubtOf('syntax', `line ${line} is no HCL that Terraform reads`);
  }
}

function body(scanner: HclScanner, close: '' | '}', depth: number): Body {
  if (depth > deepest) throw new HclFault('limit', scanner.at);
  const attributes = new Map<string, Expression>();
  const blocks: Block[] = [];
  for (;;) {
    scanner.skip(true);
    if (close === '' ? scanner.at >= scanner.text.length : scanner.take(close)) return { attributes, blocks };
    const start = scanner.at;
    const name = scanner.identifier() ?? scanner.fail();
    scanner.skip(false);
    if (scanner.take('=')) {
      if (attributes.has(name)) scanner.fail();
      attributes.set(name, new ExpressionParser(scanner).expression(false));
      endOfItem(scanner, close);
      continue;
    }
    const labels = labelsOf(scanner);
    const inside = body(scanner, '}', depth + 1);
    blocks.push({ type: name, labels, body: inside, start, end: scanner.at });
    endOfItem(scanner, close);
  }
}

function labelsOf(scanner: HclScanner): readonly string[] {
  const labels: string[] = [];
  while (!scanner.take('{')) {
    const label = scanner.match(/"[^"\\\n$%]*"/y)?.slice(1, -1) ?? scanner.identifier() ?? scanner.fail();
    labels.push(label);
    scanner.skip(false);
  }
  return labels;
}

/** An attribute or block ends with its line, or with the block around it where that is written in one line. */
function endOfItem(scanner: HclScanner, close: '' | '}'): void {
  scanner.skip(false);
  const { text, at } = scanner;
  if (at < text.length && text[at] !== '\n' && !(close !== '' && text[at] === close)) scanner.fail();
}
