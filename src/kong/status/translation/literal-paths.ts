import type { KubeObject } from '../../../kubernetes/object.ts';
import { atLeast } from '../../model/image.ts';
import type { LiteralPath } from '../../model/literal-path.ts';
import type { Controller } from '../../model/model.ts';
import type { ServedIngress } from '../../model/served-ingress.ts';
import { regexPrefixOf } from './ingress-routes.ts';
import { isAbsent, itemsOf, kongAnnotations, partAt, textOf, type Part } from './written-values.ts';

/**
 * The paths that are written as patterns without what makes one of them. Kong before 3.0 found out by itself which paths
 * are regular expressions, and the parameters of an IngressClass may let the controller do so.
 * Sources: internal/dataplane/translator/subtranslator/ingress.go and ingress_atc.go of
 * https://github.com/Kong/kubernetes-ingress-controller/tree/v3.5.13; the prefix is there since 2.7
 */
export function literalPaths(
  ingresses: readonly ServedIngress[],
  /** Whether the class of a controller certainly has no parameters. */
  isPlain: (controller: Controller) => boolean,
): readonly LiteralPath[] {
  return ingresses.flatMap(({ object, controllers }) => {
    const [controller] = controllers;
    const annotations = kongAnnotations(object);
    if (controller === undefined || annotations === null) return [];
    if (!controllers.every((each) => readsAsWritten(each) && isPlain(each))) return [];
    const prefix = regexPrefixOf(annotations);
    // With an empty one, every path is a regular expression.
    if (prefix === '') return [];
    return pathsOf(object).flatMap((path) => literalPath(object, path, prefix, controller) ?? []);
  });
}

function readsAsWritten({ kind, version, startFailures, proxies }: Controller): boolean {
  return (
    kind === 'kic' &&
    startFailures.length === 0 &&
    version.certainty !== 'unknown' &&
    atLeast(version.value, '2.7') &&
    proxies.length > 0 &&
    proxies.every(({ version: kong }) => kong.certainty !== 'unknown' && atLeast(kong.value, '3.0'))
  );
}

function pathsOf(object: KubeObject): readonly Part[] {
  const rules = itemsOf(partAt({ node: object.root, field: '' }, 'spec', 'rules'));
  return rules
    .flatMap((rule) => itemsOf(partAt(rule, 'http', 'paths')))
    .filter((path) => !isAbsent(partAt(path, 'backend', 'service')));
}

/** Of the other types of paths the controller makes regular expressions itself. */
function literalPath(object: KubeObject, path: Part, prefix: string, controller: Controller): LiteralPath | null {
  const part = partAt(path, 'path');
  const { node, field } = part;
  const value = textOf(part)?.value;
  if (value === undefined || node?.kind !== 'scalar') return null;
  if (textOf(partAt(path, 'pathType'))?.value !== 'ImplementationSpecific') return null;
  if (value.startsWith(prefix)) return null;
  const written = patternIn(value);
  return written && { object, node, field, path: value, written, prefix, controller };
}

/** What stands in no path that somebody asks for. */
function patternIn(path: string): LiteralPath['written'] | null {
  if (/\.[*+]|\\[a-z.]|\[[^\][]+\]|\([^()|]*\|[^()]*\)|\(\?|.\$$/i.test(path)) return 'regular expression';
  return path.endsWith('/*') ? 'asterisk' : null;
}
