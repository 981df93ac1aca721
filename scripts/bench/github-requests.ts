/**
 * What the app asks of GitHub: `node scripts/bench/github-requests.ts`. Requests and time for one review,
 * from reading the pull request to the completed check run, against the fake GitHub of the tests with
 * 50 ms for each answer. Not a test; the times depend on the machine, the requests do not.
 */
import { reviewPullRequest } from '../../src/github/review/review-pull-request.ts';
import { engine } from '../../src/review/engine.ts';
import { systemClock } from '../../src/github/client/clock.ts';
import { requestFor, setUp } from '../../test/github/harness.ts';
import type { Files } from '../../test/fake-github/git.ts';
import type { FakePull } from '../../test/fake-github/state.ts';

const latency = 50;

interface Row {
  readonly 'files in the repository': number;
  readonly 'changed files': number;
  readonly 'requests, cold': number;
  readonly 'requests, warm': number;
  readonly 'requests, moved': number;
  readonly 'ms, cold': number;
  readonly 'ms, warm': number;
}

console.log(
  `GitHub: one review with ${latency} ms for each answer; warm is the next push to another pull request, moved is one whose base branch has moved on`,
);
const rows: Row[] = [];
for (const [files, changed] of [
  [100, 1],
  [100, 10],
  [1_000, 10],
  [10_000, 1],
  [10_000, 10],
  [10_000, 300],
] as const) {
  rows.push(await measure(files, changed));
}
console.table(rows);

async function measure(files: number, changed: number): Promise<Row> {
  const { github, repository, servicesNow } = setUp(repositoryOf(files, changed), engine);
  // The first request of a process is for its token, which the harness has already.
  const requests = async (pull: FakePull): Promise<{ readonly count: number; readonly milliseconds: number }> => {
    const before = github.calls.length;
    const began = performance.now();
    const services = { ...servicesNow(), clock: systemClock };
    await reviewPullRequest(services, requestFor(pull));
    return { count: github.calls.length - before, milliseconds: Math.round(performance.now() - began) };
  };
  github.latency = latency;
  const cold = await requests(github.openPull(repository, changeOf(changed, 1)));
  const warm = await requests(github.openPull(repository, changeOf(changed, 2)));
  const behind = github.openPull(repository, changeOf(changed, 3));
  github.pushToBranch(repository, 'main', { 'apps/moved.yaml': manifest(0, 4) });
  const moved = await requests(behind);
  return {
    'files in the repository': files,
    'changed files': changed,
    'requests, cold': cold.count + 1,
    'requests, warm': warm.count,
    'requests, moved': moved.count,
    'ms, cold': cold.milliseconds + latency,
    'ms, warm': warm.milliseconds,
  };
}

/** One file in ten is YAML, at least as many as change; the rest is what surrounds it. */
function repositoryOf(files: number, changed: number): Files {
  const relevant = Math.max(files / 10, changed);
  const yaml = Array.from(
    { length: relevant },
    (_, n) => [`apps/team-${n % 20}/service-${n}.yaml`, manifest(n, 0)] as const,
  );
  const others = Array.from(
    { length: files - relevant },
    (_, n) => [`src/package-${n % 50}/file-${n}.go`, `package p${n}\n`] as const,
  );
  return Object.fromEntries([...yaml, ...others]);
}

function changeOf(changed: number, version: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: changed }, (_, n) => [`apps/team-${n % 20}/service-${n}.yaml`, manifest(n, version)]),
  );
}

function manifest(n: number, version: number): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: service-${n}
  namespace: team-${n % 20}
spec:
  parentRefs:
    - name: edge
      namespace: kong
  rules:
    - backendRefs:
        - name: service-${n}
          port: ${8_000 + version}
`;
}
