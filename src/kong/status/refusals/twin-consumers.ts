import { isCalledLater, placeholderIn } from '../../../gatewayapi/placeholder.ts';
import { nameOf, type KubeObject } from '../../../kubernetes/object.ts';
import type { Located } from '../../../source/location.ts';
import { stringAt } from '../../../source/node.ts';
import type { Controller } from '../../model/model.ts';
import { sentConsumers, type PluginSources } from '../plugins/named-plugins.ts';
import type { Refused } from './refused.ts';

interface Named {
  readonly object: KubeObject;
  readonly username: Located<string>;
}

/**
 * Consumers of one username, whatever their namespaces: Kong takes every username once. One finding for each that comes
 * after the first.
 * Source: https://github.com/Kong/kong/blob/3.9.1/kong/db/schema/others/declarative_config.lua
 */
export function twinConsumers(
  controller: Controller,
  sources: Pick<PluginSources, 'objects' | 'admission'>,
): readonly Refused[] {
  const named = sentConsumers(controller, sources).flatMap((object): readonly Named[] => {
    const username = stringAt(object.root, 'username');
    const isKnown = username !== undefined && placeholderIn(username.value) === null && !isCalledLater(object);
    return isKnown ? [{ object, username }] : [];
  });
  return [...Map.groupBy(named, ({ username }) => username.value).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : others.filter((each) => nameOf(each.object) !== nameOf(first.object)).map(twinOf(first)),
  );
}

function twinOf(first: Named): (second: Named) => Refused {
  return ({ object, username }) => ({
    object,
    problem: { kind: 'consumer-twice', username: username.value, other: nameOf(first.object) },
    at: username.at,
    field: 'username',
    related: [{ at: first.username.at, what: 'the-other-consumer' }],
    isLikely: false,
    isAskedBefore: false,
  });
}
