/**
 * Holds what src/kubernetes/schema says of objects against the API server's own code, over every release whose
 * definitions are known: `node scripts/compare-admission.ts --seed 1 --count 2000`, with `--controller DIR
 * --configuration DIR --operator DIR` those of Kong too (checkouts as of scripts/schemas.ts). It needs `go` and the Go
 * module proxy. The objects are those of the tables in test/kubernetes/schema/rules and ones made up from schemas, in
 * every release that serves their kind, changed in up to three places; three of ten are updates of another. With
 * `--stated` definitions are read as those of a repository of which no rule and no pattern is known.
 */
import { parseArgs } from 'node:util';
import { admit } from '../src/kubernetes/schema/admit.ts';
import { createPublishedDefinitions } from '../src/kubernetes/schema/published.ts';
import type { SchemaPool } from '../src/kubernetes/schema/model/schema.ts';
import { objectRules } from '../src/kubernetes/schema/rules/rules.ts';
import type { ObjectRule } from '../src/kubernetes/schema/rules/rule.ts';
import { ruleCases } from '../test/kubernetes/schema/rule-cases.ts';
import { askedLines, builtServer } from './admission/api-server.ts';
import { definitionSets, type DefinitionSet } from './admission/definition-sets.ts';
import { differences, isAccepted, type Answer } from './admission/differences.ts';
import { createGenerator, type Json } from './admission/generate.ts';
import { randomOf } from './admission/random.ts';
import { statedSets } from './admission/stated-sets.ts';

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    seed: text,
    count: text,
    show: text,
    controller: text,
    configuration: text,
    operator: text,
    stated: { type: 'boolean' },
  },
});
const [seed, count, show] = [values.seed ?? '1', values.count ?? '2000', values.show ?? '5'].map(Number);
if (seed === undefined || count === undefined || show === undefined || ![seed, count, show].every(Number.isInteger)) {
  console.error('compare-admission: --seed, --count and --show are integers');
  process.exit(2);
}

const server = serverOrExit();
const published = createPublishedDefinitions();
const released = definitionSets(published, values);
const stated = values.stated === true ? statedSets(released) : null;
const sets = stated?.sets ?? released;
const pool: SchemaPool = stated?.pool ?? published;
if (!sets.some(({ name }) => name.startsWith('operator'))) {
  console.log('Kong’s kinds are left out: --controller, --configuration and --operator name the checkouts');
}

function serverOrExit(): string {
  try {
    return builtServer();
  } catch (error) {
    console.error(`compare-admission: nothing was compared, as ${(error as Error).message}`);
    process.exit(2);
  }
}

interface Case {
  readonly set: DefinitionSet;
  readonly kind: DefinitionSet['kinds'][number];
  readonly object: Json;
  readonly old: Json | undefined;
}

/** Kinds whose rules are not all known here: nothing is claimed of them. */
function isKnown(root: number): boolean {
  const { rules = [], properties = {}, items, additionalProperties } = pool.nodeOf(root);
  const below = [...Object.values(properties), ...[items, additionalProperties].flatMap((each) => each ?? [])];
  return !rules.includes(null) && below.every(isKnown);
}

function madeUp(): readonly Case[] {
  const random = randomOf(seed ?? 1);
  const rows = ruleCases().filter(({ unreachable }) => unreachable === null);
  const bases = rows.flatMap(({ breaks, keeps, old }) => [
    { object: breaks as Json, old: (old ?? keeps) as Json },
    { object: keeps as Json, old: (old ?? breaks) as Json },
  ]);
  const known = sets.map((set) => ({ ...set, kinds: set.kinds.filter(({ root }) => isKnown(root)) }));
  return Array.from({ length: count ?? 0 }, () => {
    const generator = createGenerator(pool, random, random.chance(0.8));
    const base = random.pick(bases);
    const name = (base.object as { kind: string }).kind;
    const serving = known.filter(({ kinds }) => kinds.some((kind) => kind.kind === name));
    const isBase = random.chance(0.6) && serving.length > 0;
    const set = random.pick(isBase ? serving : known.filter(({ kinds }) => kinds.length > 0));
    const kind = random.pick(isBase ? set.kinds.filter((each) => each.kind === name) : set.kinds);
    const head = { apiVersion: `${kind.group}/${kind.version}`, kind: kind.kind };
    const made = (from: Json): Json => {
      const object = structuredClone(from) as Record<string, Json>;
      for (let times = random.next() * 3; times > 0.7; times--) generator.mutate(object, kind.root);
      return { ...object, ...head };
    };
    const generated = { ...(generator.valueOf(kind.root) as object), metadata: { name: 'a' } } as Json;
    const object = made(isBase ? base.object : generated);
    if (random.chance(0.7)) return { set, kind, object, old: undefined };
    const old = random.chance(0.3) && isBase ? made(base.old) : structuredClone(object);
    return { set, kind, object: random.chance(0.2) ? object : made(object), old: withPlainMetadata(old) };
  });
}

/** The old object has to be decodable. */
function withPlainMetadata(object: Json): Json {
  return { ...(object as object), metadata: { name: 'a' } };
}

function answersTo(cases: readonly Case[]): readonly Answer[] {
  const asked = cases.map(({ set, object, old }) => ({
    set: set.folder,
    object,
    ...(old === undefined ? {} : { old }),
  }));
  return askedLines(server, asked) as readonly Answer[];
}

const [broken, kept] = [new Set<string>(), new Set<string>()];
const rules = objectRules as Record<string, ObjectRule>;
for (const [name, rule] of Object.entries(rules)) {
  rules[name] = (self, old) => {
    const found = rule(self, old);
    (found.length > 0 ? broken : kept).add(name);
    return found;
  };
}

const cases = madeUp();
const answers = answersTo(cases);
let [accepted, refused, uncertain, differing, updates] = [0, 0, 0, 0, 0];
cases.forEach(({ set, kind, object, old }, index) => {
  const theirs = answers[index];
  if (theirs === undefined) throw new Error('the API server’s code gave too few answers');
  const ours = admit(object, kind, pool, old);
  if (isAccepted(theirs)) accepted++;
  else refused++;
  if (ours.isUncertain) uncertain++;
  if (old !== undefined) updates++;
  const found = differences(ours, theirs);
  if (found.length === 0) return;
  differing++;
  if (differing > (show ?? 0)) return;
  console.log(`${set.name}: ${kind.kind} ${kind.version}\n  object ${JSON.stringify(object)}`);
  if (old !== undefined) console.log(`  old    ${JSON.stringify(old)}`);
  for (const line of found) console.log(`  ${line}`);
  for (const { path, text: said } of theirs.problems) console.log(`    theirs: ${path}: ${said.slice(0, 200)}`);
  for (const { at, message } of ours.breaches) console.log(`    ours: ${at.join('.')}: ${message}`);
});
console.log(
  `seed ${seed}: ${cases.length} objects in ${sets.length} sets of definitions, ${updates} of them updates; ` +
    `${accepted} accepted, ${refused} refused, ${uncertain} uncertain; ` +
    (stated === null ? '' : `${stated.judged()} rules judged, ${stated.open()} of them not to be told; `) +
    `${broken.size} rules broken and ${kept.size} kept of ${Object.keys(rules).length}; ${differing} differ`,
);
process.exit(differing > 0 ? 1 : 0);
