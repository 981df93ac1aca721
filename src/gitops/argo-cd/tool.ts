import type { KubeObject } from '../../kubernetes/object.ts';
import type { Content } from '../deployed/content.ts';
import type { GitOpsTool, ObjectReader } from '../deployed/gitops-tool.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { applicationsOf } from './application-set.ts';
import { appProjectsOf, forbiddenBy, type AppProjects } from './app-project.ts';
import { applicationOf, type Application } from './application.ts';
import type { ArgoContext } from './context.ts';
import { applicationContent, sourceDirectories, unseenOf } from './deploy-application.ts';
import { destinationOf, staysHome } from './destination.ts';
import { inferOwnRepository } from './own-repository.ts';

/** Argo CD: Applications, and the ApplicationSets that generate them. */
export const argoCd: GitOpsTool = {
  id: 'argo-cd',
  objects: {
    mark: 'argoproj.io',
    pathKeys: ['path', 'file', 'files', 'directory', 'chart'],
    kinds: [
      { name: 'argoproj.io/Application', deploys: 'directories' },
      { name: 'argoproj.io/ApplicationSet', deploys: 'directories' },
    ],
    open,
  },
};

function open(found: readonly KubeObject[], index: TreeIndex): ObjectReader {
  const generated = new Map<KubeObject, Content>();
  const contentOf = (set: KubeObject): Content => {
    const content = generated.get(set) ?? applicationsOf(set, index);
    generated.set(set, content);
    return content;
  };
  const isSet = ({ kind }: KubeObject): boolean => kind === 'ApplicationSet';
  const applications = (object: KubeObject): readonly KubeObject[] =>
    isSet(object) ? contentOf(object).objects : [object];
  const own = inferOwnRepository(
    found.flatMap(applications).map(applicationOf),
    index.isDirectory,
    (path) => index.scope.before?.isDirectory(path) === true,
  );
  let projects: AppProjects | null = null;
  const whyForbidden = (application: Application): string | null =>
    forbiddenBy(application, (projects ??= appProjectsOf(index)));
  const context: ArgoContext = { index, own, whyForbidden };
  return {
    directories: (object) =>
      applications(object).flatMap((application) => sourceDirectories(applicationOf(application), context)),
    unseen: (object) => applications(object).flatMap((each) => unseenOf(applicationOf(each), context)),
    expand(object) {
      if (isSet(object)) return { destination: null, anchors: [], content: contentOf(object) };
      const application = applicationOf(object);
      return {
        destination: destinationOf(application),
        staysHome: staysHome(application),
        anchors: [object.path, ...sourceDirectories(application, context)],
        // What other sources bring, and which of their charts' objects, is not looked at.
        content: { ...applicationContent(application, context), unseen: [{ namespace: null, by: object.name.value }] },
      };
    },
  };
}
