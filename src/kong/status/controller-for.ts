import type { Gateway } from '../../gatewayapi/gateway.ts';
import { isCalled } from './implementation.ts';
import type { Controller, GatewayClassStatus } from '../model/model.ts';
import type { NoStatus } from '../model/no-status.ts';
import { firstItems } from '../../source/first-items.ts';

/** The controller that reconciles a Gateway, or why it cannot be told. */
export interface Found {
  readonly controller: Controller | null;
  readonly doubt: string | null;
}

/** What bears on the search for a controller. */
interface Search {
  readonly controllers: readonly Controller[];
  readonly unrendered: readonly string[];
  /** Files that may hold one and were not read. */
  readonly unread: readonly string[];
  /** Why it is not known which installations of Kong there are. */
  readonly unclear: readonly string[];
}

/**
 * Finds the one ingress controller that answers to the class of a Gateway and writes a status on it.
 * @param whySilent why a controller certainly writes nothing on the Gateway, or null
 */
export function controllerFor(
  gateway: Gateway,
  classStatus: GatewayClassStatus | undefined,
  { controllers, unrendered, unread, unclear }: Search,
  whySilent: (controller: Controller) => NoStatus | null,
): Found {
  if (classStatus === undefined) return lost(`GatewayClass ${gateway.className.value} is not in the repository`);
  const { gatewayClass, implementation } = classStatus;
  const name = gatewayClass.controllerName.value;
  const kic = controllers.filter(({ kind }) => kind === 'kic');
  const called = kic.filter((controller) => isCalled(controller, name));
  if (implementation !== 'kic' || called.length === 0) {
    const blind = kic.find(({ controllerName }) => controllerName.certainty === 'unknown');
    const hints = [...unrendered, ...(blind === undefined ? [] : [`the name of ${blind.id} is not known`])];
    const hint = hints.length === 0 ? '' : ` (${hints.join('; ')})`;
    if (unread.length > 0 && !gatewayClass.unknownPart) {
      const files = `${unread.slice(0, 3).join(', ')}${unread.length > 3 ? ` and ${unread.length - 3} more` : ''}`;
      const verb = unread.length === 1 ? 'was' : 'were';
      return lost(
        `whether a Kong ingress controller with controller name "${name}" is in the repository is not known: ${files} ${verb} not read${hint}`,
      );
    }
    if (unclear[0] !== undefined && !gatewayClass.unknownPart)
      return lost(`which Kong ingress controller has the controller name "${name}" is not known: ${unclear[0]}`);
    return lost(
      gatewayClass.unknownPart ??
        `no Kong ingress controller with controller name "${name}" is in the repository${hint}`,
    );
  }
  // One that fails on the Gateway writes nothing, and leaves it to the other.
  const willing = called.filter((controller) => whySilent(controller) === null);
  const [only, second] = willing.length > 0 ? willing : called.slice(0, 1);
  if (only === undefined || second !== undefined) {
    return lost(
      `the controllers ${firstItems(
        willing.map(({ id }) => id),
        ' and ',
      )} are both called "${name}"`,
    );
  }
  return { controller: only, doubt: null };
}

function lost(doubt: string): Found {
  return { controller: null, doubt };
}
