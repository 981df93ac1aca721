import type { AffectedGateway } from './affected-gateways.ts';

/** Names that Kubernetes allows; anything else is left out of a command that a person will paste into a shell. */
const isName = (text: string): boolean => /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(text);

const listenerConditions = `{range .status.listeners[*]}{.name}{"\\t"}{range .conditions[*]}{.type}={.status} {.reason}{"  "}{end}{"\\n"}{end}`;

/** Commands that show after the merge whether the prediction came true. */
export function confirmCommands(affected: readonly AffectedGateway[]): readonly string[] {
  const commands = affected.flatMap(({ after }) => {
    if (!after) return [];
    const { namespace, name } = after.gateway;
    if (!isName(name.value) || (namespace !== null && !isName(namespace))) return [];
    const inNamespace = namespace === null ? '' : ` -n ${namespace}`;
    return [`kubectl get gateway ${name.value}${inNamespace} -o jsonpath='${listenerConditions}'`];
  });
  return [...new Set(commands)];
}
