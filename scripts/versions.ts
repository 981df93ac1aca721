/**
 * Says which releases of Kong's charts, its programs and Gateway API's definitions are not known here yet: `npm run versions`.
 * `--json` prints data, `--markdown` the text of an issue. Ends with 1 where there is something new, with 2 where nothing
 * could be asked. A source that cannot be reached is named on stderr, and the others are told of.
 */
import { parse } from 'yaml';
import { newestChart, type KongChart } from '../src/gitops/model/kong-chart.ts';
import { chartReleases } from '../src/kong/charts/known-versions.ts';
import { anyRelease } from '../src/kong/flags/releases.ts';
import { everyKongRelease } from '../src/kong/schema/kong-releases.ts';
import { operatorReleases } from './schemas/releases.ts';
import { createPublishedDefinitions } from '../src/kubernetes/schema/published.ts';
import { newReleases, type Known } from './versions/new-releases.ts';

interface Source {
  readonly known: readonly Known[];
  readonly url: string;
  /** The releases of each name in what the address answers. */
  readonly read: (text: string, name: string) => readonly string[];
}

const charts = (Object.keys(newestChart) as KongChart[]).map((name): Known => {
  return { name, releases: chartReleases(name), onlyNewer: true };
});

const released = (repository: string): string => `https://api.github.com/repos/${repository}/releases?per_page=100`;

const operatorVersions = operatorReleases.map(({ version }) => version);

const sources: readonly Source[] = [
  { known: charts, url: 'https://charts.konghq.com/index.yaml', read: readIndex },
  fromGitHub('Kong/kubernetes-ingress-controller', 'Kong Ingress Controller', anyRelease(), false),
  fromGitHub('Kong/kong', 'Kong', everyKongRelease(), false),
  fromGitHub('Kong/kong-operator', 'Kong Operator', operatorVersions, true),
  fromGitHub('kubernetes-sigs/gateway-api', 'Gateway API', createPublishedDefinitions().gatewayApiReleases(), false),
];

function fromGitHub(repository: string, name: string, releases: readonly string[], onlyNewer: boolean): Source {
  return { known: [{ name, releases, onlyNewer }], url: released(repository), read: readReleases };
}

function readIndex(text: string, name: string): readonly string[] {
  const { entries = {} } = parse(text) as { entries?: Record<string, readonly { version: string }[]> };
  return (entries[name.slice('kong/'.length)] ?? []).map(({ version }) => version);
}

function readReleases(text: string): readonly string[] {
  return (JSON.parse(text) as readonly { tag_name: string; draft: boolean }[])
    .filter(({ draft }) => !draft)
    .map(({ tag_name: tag }) => tag);
}

async function ask({ url }: Source): Promise<string> {
  const token = process.env['GITHUB_TOKEN'];
  const headers =
    token !== undefined && url.startsWith('https://api.github.com/') ? { authorization: `Bearer ${token}` } : undefined;
  const answer = await fetch(url, { ...(headers && { headers }), signal: AbortSignal.timeout(30_000) });
  if (!answer.ok) throw new Error(`it answers ${answer.status}`);
  return await answer.text();
}

const found: { readonly name: string; readonly newest: string; readonly unknown: readonly string[] }[] = [];
const unreached: { readonly url: string; readonly reason: string }[] = [];
for (const source of sources) {
  try {
    const text = await ask(source);
    for (const known of source.known)
      found.push({
        name: known.name,
        newest: known.releases.at(-1) ?? '',
        unknown: newReleases(known, source.read(text, known.name)),
      });
  } catch (error) {
    unreached.push({ url: source.url, reason: error instanceof Error ? error.message : String(error) });
  }
}
const news = found.filter(({ unknown }) => unknown.length > 0);
for (const { url, reason } of unreached) console.error(`versions: ${url} could not be asked: ${reason}`);
if (process.argv.includes('--json')) console.log(JSON.stringify({ version: 1, found, unreached }, null, 2));
else {
  const mark = process.argv.includes('--markdown') ? '- ' : '';
  for (const { name, unknown } of news)
    console.log(`${mark}${name}: ${unknown.join(', ')} ${unknown.length === 1 ? 'is' : 'are'} not known here`);
  if (news.length === 0 && found.length > 0) console.log(`${mark}Nothing new in ${found.length} lists of releases.`);
  for (const { url } of mark === '' ? [] : unreached) console.log(`- ${url} could not be asked.`);
}
process.exitCode = news.length > 0 ? 1 : found.length === 0 ? 2 : 0;
