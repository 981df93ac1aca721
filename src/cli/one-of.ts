import { InvalidArgumentError, type Option } from 'commander';
import { nearestName } from '../source/nearest-name.ts';

/** An option that takes one of some words; a misspelt one gets the nearest. */
export function oneOf(option: Option, words: readonly string[]): Option {
  return option.choices(words).argParser((word) => {
    if (words.includes(word)) return word;
    const near = nearestName(word, words);
    throw new InvalidArgumentError(
      `${near === null ? '' : `Did you mean ${near}? `}Allowed choices are ${words.join(', ')}.`,
    );
  });
}
