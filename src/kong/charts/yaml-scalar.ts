import { bareScalar } from '../../helm/bare-scalar.ts';
import { printed, type Value } from '../../helm/go-template.ts';
import type { Printed } from './chart.ts';

/** A value printed bare into a manifest, and what YAML then reads there. */
export function reread(value: Value): Printed {
  return { value: bareScalar(printed(value), value), at: value.at };
}

/** The name of an object, printed bare. */
export function rereadName(value: Value): string {
  const scalar = bareScalar(printed(value), value);
  return scalar === null ? '' : String(scalar);
}
