import {
  RenderFailure,
  field,
  isNil,
  pathText,
  printed,
  stringOf,
  truthy,
  type Value,
} from '../../helm/go-template.ts';
import type { Chart } from './chart.ts';

/**
 * The version that the templates read from an image block: `effectiveSemver`, else the tag, cut to
 * three numbers where there are more (enterprise tags have four).
 */
export function semverText(chart: Chart, image: Value): string {
  const reading = chart.features.imageVersion;
  const own = field(image, 'effectiveSemver');
  const tag = field(image, 'tag');
  if (reading === 'plain') return printed(truthy(own) ? own : tag);
  if (reading === 'redhat') return truthy(own) ? printed(own) : stringOf(tag).replace(/-redhat$/, '');
  const text = stringOf(truthy(own) ? own : tag);
  return /^\d+.\d+.\d+/.exec(text)?.[0] ?? text;
}

interface Version {
  readonly numbers: readonly [number, number, number];
  readonly prerelease: boolean;
}

/** The version of an image; a failure where the templates cannot read one. */
export function imageVersion(chart: Chart, image: Value): Version {
  const text = semverText(chart, image);
  const match =
    /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(-[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/.exec(
      text,
    );
  const tag = field(image, 'tag');
  if (match === null || /(?:^-|\.)0\d+(?:\.|$)/.test(match[4] ?? '')) {
    const what = text === '' ? 'empty' : JSON.stringify(text);
    throw new RenderFailure(
      `${pathText(image.path)}.tag is ${what}, from which the chart reads no version; set ${pathText(image.path)}.effectiveSemver`,
      isNil(tag) ? image : tag,
    );
  }
  return {
    numbers: [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)],
    prerelease: match[4] !== undefined,
  };
}

/** `semverCompare "< limit"`: a prerelease satisfies no such constraint. */
export function lessThan(chart: Chart, image: Value, limit: string): boolean {
  const version = imageVersion(chart, image);
  return !version.prerelease && order(version, limit) < 0;
}

/** `semverCompare ">= limit"`. */
export function atLeast(chart: Chart, image: Value, limit: string): boolean {
  const version = imageVersion(chart, image);
  return !version.prerelease && order(version, limit) >= 0;
}

function order(version: Version, limit: string): number {
  const other = limit.split('.').map(Number);
  for (const [i, number] of version.numbers.entries()) {
    const difference = number - (other[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
