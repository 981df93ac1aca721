import { lostFlags, type LostFlag } from '../../kong/migration/controller-flags.ts';
import { leftKongIngresses, type LeftKongIngress } from '../../kong/migration/lost-kong-ingress.ts';
import { gatewayMoves, type GatewayMove } from '../../kong/migration/gateway-moves.ts';
import { lostVariables, type LostSetting } from '../../kong/migration/kong-variables.ts';
import { lostServiceSettings } from '../../kong/migration/service-settings.ts';
import { nameOf } from '../../kubernetes/object.ts';
import { firstLocation } from '../../source/location.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { moveCauses, moveName, movePlace, namesIn, placesInBase } from '../wording/migrations.ts';
import { gatewaySubject, objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';

export const migrationSettingNotCarriedOver: Rule = {
  id: 'migration-setting-not-carried-over',
  about: 'migration',
  title: 'A setting does not come along to another controller',
  severity: 'warning',

  *observe(cluster, before) {
    if (before === undefined) return;
    for (const move of gatewayMoves(before, cluster)) {
      const variables = lostVariables(move, before, cluster);
      if (!('reason' in variables)) yield* ofKong(move, variables);
      const service = lostServiceSettings(move);
      if (!('reason' in service)) yield* ofService(move, service);
      yield* ofController(move, lostFlags(move, before));
    }
    for (const left of leftKongIngresses(before, cluster)) yield* ofKongIngress(left);
  },
};

function* ofKong(move: GatewayMove, lost: readonly LostSetting[]): Iterable<Observation> {
  const where =
    move.to === 'operator'
      ? 'In a GatewayConfiguration the container proxy of dataPlaneOptions.deployment.podTemplateSpec sets variables of Kong'
      : 'env in the values of the chart, or the Deployment of Kong, sets variables of Kong';
  yield* told(move, 'environment of Kong', lost, where, 'Kong runs without what was set');
}

function* ofService(move: GatewayMove, lost: readonly LostSetting[]): Iterable<Observation> {
  const where =
    'A GatewayConfiguration has type, annotations and externalTrafficPolicy below dataPlaneOptions.network.services.ingress';
  const kind = lost.some(({ name }) => name === 'type') ? 'LoadBalancer' : 'Service';
  yield* told(move, 'Service in front of Kong', lost, where, `Kong Operator makes a ${kind} without what was set`);
}

function* ofController(move: GatewayMove, lost: readonly LostFlag[]): Iterable<Observation> {
  const [fielded, bare] = [lost.filter(({ field }) => field !== null), lost.filter(({ field }) => field === null)];
  const named = (flags: readonly LostFlag[]): readonly LostSetting[] =>
    flags.map(({ flag, at }) => ({ name: `--${flag}`, at }));
  const fields = namesIn(fielded.map(({ field }) => `controlPlaneOptions.${field ?? ''}`));
  const consequence = 'the defaults of Kong Operator hold instead';
  yield* told(move, 'flags with a field', named(fielded), `A GatewayConfiguration has ${fields} for that`, consequence);
  yield* told(move, 'flags', named(bare), 'No field of a GatewayConfiguration does the same', consequence);
}

function* told(
  move: GatewayMove,
  field: string,
  lost: readonly LostSetting[],
  where: string,
  consequence: string,
): Iterable<Observation> {
  const at = movePlace(move);
  if (lost.length === 0 || at === undefined) return;
  yield {
    at,
    subject: gatewaySubject(move.after),
    field,
    statement: `${moveName(move)}, and ${namesIn(lost.map(({ name }) => name))} ${lost.length === 1 ? 'does' : 'do'} not come along. ${where}.`,
    outcome: outcomeOf('setting-lost', consequence),
    restsOn: moveCauses(move),
    related: placesInBase(lost.map((each) => ({ at: each.at, message: `${each.name} is set here` }))),
  };
}

function* ofKongIngress({ kongIngress, object, lost, at: named }: LeftKongIngress): Iterable<Observation> {
  const at = firstLocation(object.name.at);
  if (at === undefined) return;
  yield {
    at,
    subject: objectSubject(object),
    field: nameOf(kongIngress),
    statement: `${nameOf(object)} is left without ${nameOf(kongIngress)}, and ${namesIn(lost.map(({ field }) => field))} ${lost.length === 1 ? 'does' : 'do'} not come along. ${namesIn(lost.map(({ instead }) => instead))} would do the same.`,
    outcome: outcomeOf('setting-lost', 'the defaults of Kong hold instead'),
    related: placesInBase([
      { at: named, message: `${nameOf(object)} names it here` },
      ...lost.map((each) => ({ at: each.at, message: `${each.field} is set here` })),
    ]),
  };
}
