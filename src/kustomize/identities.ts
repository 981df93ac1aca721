import { naming } from './build-problem.ts';
import { idText, keyOf, type Resource } from './resource.ts';
import { Unbuildable } from './unbuildable.ts';

/** Refuses a build in which two objects have one identity now. */
export function assertDistinct(resources: readonly Resource[]): void {
  const identities = new Identities([]);
  for (const resource of resources) identities.add([resource]);
}

/** The identities of a build: two objects of one cannot be in it. */
export class Identities {
  private readonly paths = new Map<string, string>();

  constructor(resources: readonly Resource[]) {
    this.add(resources);
  }

  /** Takes in what one entry of a kustomization brings. An object that comes twice within it is itself to blame. */
  add(resources: readonly Resource[]): void {
    for (const resource of resources) {
      const { root, id, path } = resource;
      const key = keyOf(resource);
      const other = this.paths.get(key);
      if (other !== undefined) {
        const where = other === path ? '' : `, from ${other} and ${path}`;
        const said = naming`${idText(id)} is in the build twice`;
        const at = resources.find((each) => keyOf(each) === key) === resource ? null : root.at;
        throw new Unbuildable({ ...said, reason: `${said.reason}${where}` }, { path, kind: 'duplicate', at });
      }
      this.paths.set(key, path);
    }
  }
}
