import { defineConfig } from 'vitest/config';

/**
 * What needs real Helm or kustomize, an emulator of AWS, git, servers, a packaged function, the npm package, threads and processes, or
 * thousands of generated cases: `npm run test:full` runs it besides the rest, as `npm run check` does.
 */
export const full = [
  'test/app/{enterprise,newer-release,private-network,receiver,run-lease,server,sweep}.test.ts',
  'test/cli/{asked-findings,check-part,configuration-effect,fix,init,inventory,process,pull-request,review,review-merge,windows}.test.ts',
  'test/deploy/**/*.test.ts',
  'test/disk/{local-merge,trees}.test.ts',
  'test/github/{histories,histories-on-sqs}.test.ts',
  'test/gitops/{helm/merge-with-helm,hostile}.test.ts',
  'test/gitops/kustomize/{annotations-with-kustomize,generated,generated-faults,regexes-with-kustomize}.test.ts',
  'test/gitops/kustomize/trees.test.ts',
  'test/kong/charts/unknown.test.ts',
  'test/kong/refusals/causes-table.test.ts',
  'test/kubernetes/schema/properties.test.ts',
  'test/lambda/{alarms,aws-request,bundle,lease,private-network,receiver,sweep,template,work-batch,worker}.test.ts',
  'test/queue/sqs-queue.test.ts',
  'test/repository/{commands,npm-package,action,ways-in,release-steps}.test.ts',
  'test/review/{hostile,together}.test.ts',
  'test/rules/{kong-docs-example,suggestions}.test.ts',
  'test/security/{attacks,long-names,quotations}.test.ts',
  'test/source/{limits,properties}.test.ts',
  'test/storm/**/*.test.ts',
  'test/threads/review-threads.test.ts',
];

/** What replaces globals, timers or modules, or runs programs, and so needs a process of its own for each file. */
export const isolated = [
  'test/{app,cli,disk,lambda,queue,repository,threads}/**/*.test.ts',
  'test/kubernetes/new-kind.test.ts',
  'test/playground/reviewer.test.ts',
];

export default defineConfig({
  test: {
    maxWorkers: '100%',
    setupFiles: ['test/fixed-seed.ts'],
    // A guard against what never ends, not a measure: nothing may fail because the machine is busy.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    projects: [
      // Pure functions, and GitHub in memory: files share their worker and the modules it has loaded.
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: [...isolated, ...full, 'test/site/**'],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'isolated', include: isolated, exclude: full } },
      { extends: true, test: { name: 'full', include: full } },
      // The site is built once, and used in a real browser.
      {
        extends: true,
        test: {
          name: 'site',
          include: ['test/site/**/*.test.ts'],
          globalSetup: 'test/site/build-site.ts',
          fileParallelism: false,
        },
      },
    ],
  },
});
