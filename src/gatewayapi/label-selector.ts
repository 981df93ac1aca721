import type { Located } from '../source/location.ts';
import { shortened } from '../source/shortened.ts';
import { get, listAt, stringAt, type Node } from '../source/node.ts';
import { bracePlaceholder } from '../source/brace-placeholder.ts';
import { isFilledIn, textAt } from './placeholder.ts';

/** One condition on labels; all of a selector's have to hold. */
export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: readonly string[];
}

/** A label selector as Kubernetes reads it. One without requirements matches everything. */
export interface LabelSelector {
  readonly requirements: readonly Requirement[];
  /** Why it cannot be read although the API server takes it, at the value at fault; or null. */
  readonly fault: Located<string> | null;
  /** Why not all of it is known, or null. */
  readonly unknownPart: string | null;
}

/** A selector with `matchLabels` and `matchExpressions`. */
export function readLabelSelector(node: Node): LabelSelector {
  if (node.kind === 'unknown') return { requirements: [], fault: null, unknownPart: node.reason };
  const labels = get(node, 'matchLabels');
  const expressions = get(node, 'matchExpressions');
  const read = [
    ...(labels?.kind === 'map' ? [...labels.entries.values()].map(({ key, value }) => equality(key, value)) : []),
    ...listAt(expressions).map(expression),
  ];
  const unlisted = [labels, expressions].find((part) => part?.kind === 'unknown');
  return {
    requirements: read.flatMap(({ requirement }) => requirement ?? []),
    fault: read.find(({ fault }) => fault !== null)?.fault ?? null,
    unknownPart:
      (unlisted?.kind === 'unknown' ? unlisted.reason : null) ??
      read.find(({ unknownPart }) => unknownPart !== null)?.unknownPart ??
      null,
  };
}

interface Read {
  readonly requirement: Requirement | null;
  readonly fault: Located<string> | null;
  readonly unknownPart: string | null;
}

const unknownRead = (unknownPart: string): Read => ({ requirement: null, fault: null, unknownPart });

function equality(key: string, value: Node): Read {
  const text = bracePlaceholder(value) ?? textAt(value);
  if (typeof text === 'string') return unknownRead(text);
  return checked({ key, operator: 'In', values: [text?.value ?? ''] }, value);
}

const operators: readonly Requirement['operator'][] = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

function expression(node: Node): Read {
  if (node.kind === 'unknown') return unknownRead(node.reason);
  const values = listAt(node, 'values').map((value) => textAt(value));
  const texts = [textAt(node, 'key'), textAt(node, 'operator'), ...values];
  const unknownPart = texts.find((text) => typeof text === 'string');
  if (unknownPart !== undefined) return unknownRead(unknownPart);
  const list = get(node, 'values');
  if (list?.kind === 'unknown') return unknownRead(list.reason);
  const operator = operators.find((each) => each === stringAt(node, 'operator')?.value);
  const key = stringAt(node, 'key')?.value ?? '';
  if (operator === undefined) return faulty('its operator is not one of In, NotIn, Exists and DoesNotExist', node);
  return checked(
    { key, operator, values: values.flatMap((text) => (typeof text === 'object' ? [text.value] : [])) },
    node,
  );
}

/** The checks that `metav1.LabelSelectorAsSelector` makes and the CustomResourceDefinition does not. */
function checked(requirement: Requirement, node: Node): Read {
  const { key, operator, values } = requirement;
  const filledIn = [key, ...values].find(isFilledIn);
  if (filledIn !== undefined) return unknownRead(`it holds ${shortened(filledIn)}, which is filled in elsewhere`);
  const takesValues = operator === 'In' || operator === 'NotIn';
  if (takesValues && values.length === 0) return faulty(`${operator} needs values, and "${key}" has none`, node);
  if (!takesValues && values.length > 0) return faulty(`${operator} takes no values, and "${key}" has some`, node);
  if (!isLabelKey(key)) return faulty(`"${key}" is no label key`, node);
  const invalid = values.find((value) => !isLabelValue(value));
  if (invalid !== undefined) return faulty(`"${invalid}" is no label value`, node);
  return { requirement, fault: null, unknownPart: null };
}

function faulty(value: string, { at }: Node): Read {
  return { requirement: null, fault: { value, at }, unknownPart: null };
}

const namePart = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const prefixPart = /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/;

function isLabelKey(key: string): boolean {
  const [first = '', second, third] = key.split('/');
  if (third !== undefined) return false;
  return second === undefined ? namePart.test(first) : prefixPart.test(first) && namePart.test(second);
}

function isLabelValue(value: string): boolean {
  return value === '' || namePart.test(value);
}

/** The label that the API server puts on every Namespace: its name. */
export const namespaceNameLabel = 'kubernetes.io/metadata.name';

/** Labels of an object: those that are known, and whether it may have others. */
export interface KnownLabels {
  readonly labels: ReadonlyMap<string, string>;
  /** Why there may be others, or null where these are all. */
  readonly openFor: string | null;
  /** Labels that a change takes away, so that the object has none of them; absent means none. */
  readonly removed?: ReadonlySet<string>;
}

/** Whether a selector picks what has these labels; a text says why that is not known. */
export function selects(
  { requirements, unknownPart }: LabelSelector,
  { labels, openFor, removed }: KnownLabels,
): boolean | string {
  let doubt = unknownPart;
  for (const requirement of requirements) {
    const { key, operator, values } = requirement;
    const value = labels.get(key);
    if (value === undefined && openFor !== null && removed?.has(key) !== true) doubt ??= openFor;
    else if (!holds(operator, values, value)) return false;
  }
  return doubt ?? true;
}

function holds(operator: Requirement['operator'], values: readonly string[], value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}
