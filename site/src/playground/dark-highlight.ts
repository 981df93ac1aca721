import { HighlightStyle } from '@codemirror/language';
import { tags } from '@lezer/highlight';

/** Colours of YAML on a dark page, each with a contrast of at least 7 : 1. */
export const darkHighlightStyle = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: '#8ecbff' },
  { tag: [tags.string, tags.special(tags.string)], color: '#b9e28c' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword, tags.typeName], color: '#ffcf8a' },
  { tag: [tags.comment, tags.meta], color: '#b4bcc8' },
  { tag: tags.invalid, color: '#ffb0b0' },
]);
