import { controllerPlace, relatedAt } from '../wording/places.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { Controller, GatewayClassStatus } from '../../kong/model/model.ts';
import type { GatewayClass } from '../../gatewayapi/gateway.ts';
import { editDistance } from '../../source/edit-distance.ts';
import { setControllerEnv } from '../fixes/controller-fixes.ts';
import { strayValue, type StrayValue } from '../fixes/unused-setting-fixes.ts';
import { settingsRoot, setValue, ways } from '../fixes/value-changes.ts';
import { firstLocation, type Fact } from '../../source/location.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { nameOf } from '../../kubernetes/object.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { shortName } from '../../source/shortened.ts';

interface Named {
  readonly controller: Controller;
  readonly name: string;
}

/** Controllers by name; null when the name of one of them is unknown. */
function namedOf(controllers: readonly Controller[]): readonly Named[] | null {
  const named = controllers.flatMap((controller) => {
    const name = valueOf(controller.controllerName);
    return name === null ? [] : [{ controller, name }];
  });
  return named.length < controllers.length ? null : named;
}

/** Those that may have been meant for a class of their own: no class names them, or another has the same name. */
function free(named: readonly Named[], { classes }: ClusterView): readonly Named[] {
  return named.filter(
    (each) =>
      !classes.some(({ controllerName }) => controllerName.value === each.name) ||
      named.some((other) => other !== each && other.name === each.name),
  );
}

/** The one controller whose name is a typing error away. */
function nearestTo(name: string, named: readonly Named[]): readonly Named[] {
  const near = named.filter((each) => isSlip(name.slice(0, longest), each.name.slice(0, longest)));
  return near.length === 1 ? near : [];
}

/** Names that differ in a digit, or in a word of a letter or two, are those of several controllers. */
function isSlip(a: string, b: string): boolean {
  if (editDistance(a, b) > typingError) return false;
  const [left, right] = [a, b].map((name) => name.split(/[-./_]/));
  if (left === undefined || right === undefined || left.length !== right.length) return true;
  const differing = left.flatMap((word, at) => (word === right[at] ? [] : [word, right[at] ?? '']));
  return differing.every((word) => word.length >= shortestWord && !/\d/.test(word));
}

const shortestWord = 4;

const typingError = 2;
/** Of a name; more of it would cost too much to compare. */
const longest = 100;

function valueOf(fact: Fact<string>): string | null {
  return fact.certainty === 'unknown' ? null : fact.value;
}

/** Whether a class that no controller answers to is meant for one of Kong's. */
function isMeantForKong({ gatewayClass, implementation, controllers }: GatewayClassStatus): boolean {
  if (controllers.length > 0 || implementation === 'operator') return false;
  return (
    implementation === 'kic' ||
    gatewayClass.unmanaged !== null ||
    /(^|\.)konghq\.com\//.test(gatewayClass.controllerName.value)
  );
}

/** Where the values of one of the controllers give the name, without effect, and of which. */
function strayIn(
  meant: readonly Named[],
  name: string,
  { releases }: ClusterView,
): (StrayValue & { readonly owner: Named }) | null {
  for (const owner of meant) {
    const { controller } = owner;
    if (controller.controllerName.certainty !== 'defaulted') continue;
    const stray = strayValue(controller, 'gateway_api_controller_name', name);
    // What is known to have no effect is told as the cause by itself.
    const known = releases.find(({ release }) => release === controller.origin)?.withoutEffect ?? [];
    const isKnown = known.some(({ path }) => path.every((step, index) => step === stray?.path[index]));
    if (stray !== null && !isKnown) return { ...stray, owner };
  }
  return null;
}

/** A slip in the name of the class, or two names of which either may be the right one. */
function fixesFor(
  { controllerName, object }: GatewayClass,
  [only, second]: readonly Named[],
  isClear: boolean,
): Pick<Observation, 'changes' | 'alternatives'> {
  if (only === undefined || second !== undefined) return {};
  const inClass = setValue(object.root, controllerName.at, only.name);
  if (isClear || domainOf(controllerName.value) === domainOf(only.name)) return { changes: ways(inClass) };
  const { controller } = only;
  const inController =
    controller.controllerName.certainty === 'known'
      ? setValue(settingsRoot(controller), controller.controllerName.at, controllerName.value)
      : setControllerEnv(controller, 'gateway_api_controller_name', controllerName.value);
  return {
    alternatives: [
      ...(inClass ? [{ does: `call the controller "${only.name}" in ${nameOf(object)}`, changes: inClass }] : []),
      ...(inController
        ? [{ does: `give the controller ${controller.id} the name "${controllerName.value}"`, changes: inController }]
        : []),
    ],
  };
}

function domainOf(name: string): string {
  return name.split('/')[0] ?? '';
}

export const controllerNameMismatch: Rule = {
  id: 'controller-name-mismatch',
  about: 'gateway-class',
  title: 'A GatewayClass names a controller that does not exist',
  severity: 'error',

  *observe(cluster) {
    const named = namedOf(cluster.controllers.filter(({ kind }) => kind === 'kic')) ?? [];
    const all = namedOf(cluster.controllers) ?? named;
    for (const { gatewayClass, implementation } of cluster.classStatuses.filter(isMeantForKong)) {
      const { controllerName, object } = gatewayClass;
      const at = firstLocation(controllerName.at);
      // Whoever gave the controller a name of its own forgot the class, which has the default.
      const isForgotten = implementation === 'kic';
      const near = nearestTo(controllerName.value, all);
      const meant = near.length > 0 ? near : free(named, cluster);
      const stray = strayIn(meant, controllerName.value, cluster);
      const only = stray?.owner ?? meant[0];
      // Where every controller has a class, this one may belong to a controller that is not in the tree.
      if (at === undefined || only === undefined) continue;
      const place = controllerPlace(
        only.controller,
        only.controller.controllerName.certainty === 'known' ? only.controller.controllerName.at : undefined,
      );
      yield {
        at,
        subject: objectSubject(object),
        field: 'spec.controllerName',
        statement:
          `${nameOf(object)} names the controller "${controllerName.value}", but the controller ${only.controller.id} is called ` +
          `"${only.name}"${only.controller.controllerName.certainty === 'defaulted' ? ' (the default)' : ''}.` +
          (stray === null
            ? ''
            : ` The chart does not read ${stray.path.map(shortName).join('.')}, where the values give that name.`),
        outcome: outcomeOf('no-status', 'no controller reconciles the class or its Gateways'),
        related: [
          ...(stray === null ? [] : relatedAt(stray.at, 'this setting has no effect')),
          ...relatedAt(place, `controller ${only.controller.id} is called "${only.name}"`),
        ],
        restsOn: [only.controller.at],
        ...(stray === null
          ? fixesFor(gatewayClass, meant, near.length > 0 || isForgotten)
          : { changes: ways(stray.changes) }),
      };
    }
  },
};
