/** Formats of fields that every standard bundle of Gateway API since 0.7.1 demands. Each is linear in the text. */

function isLabel(text: string): boolean {
  return /^[-a-z0-9]+$/.test(text) && !text.startsWith('-') && !text.endsWith('-');
}

/** A DNS name in small letters, `kong` or `a.example.com`. */
export function isDnsName(text: string): boolean {
  return text.length <= 253 && text.split('.').every(isLabel);
}

/** A DNS name, or one with `*.` in front. */
export function isHostname(text: string): boolean {
  return text.length <= 253 && isDnsName(text.startsWith('*.') ? text.slice(2) : text);
}

/** `HTTP`, `my-protocol`, `example.com/mine`; the pattern binds a domain only at its last letter. */
export function isProtocolName(text: string): boolean {
  if (text.length > 255) return false;
  const isPlain = /^[-a-zA-Z0-9]+$/.test(text) && !text.startsWith('-') && !text.endsWith('-');
  return isPlain || /[a-z0-9]\/[A-Za-z0-9]+$/.test(text);
}

/** The kind of an object. */
export function isKindName(text: string): boolean {
  return text.length <= 63 && /^[a-zA-Z][-a-zA-Z0-9]*$/.test(text) && !text.endsWith('-');
}

/** The group of an object: a DNS name, or nothing for the core group. */
export function isGroup(text: string): boolean {
  return text === '' || isDnsName(text);
}

/** The name of a namespace. */
export function isNamespaceName(text: string): boolean {
  return text.length <= 63 && isLabel(text);
}
