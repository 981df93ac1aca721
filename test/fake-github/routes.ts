import type { Routes } from './access.ts';
import { appRoutes } from './routes-app.ts';
import { checkRoutes } from './routes-checks.ts';
import { gitRoutes } from './routes-git.ts';
import { pullRoutes } from './routes-pulls.ts';

const all: Routes = { ...appRoutes, ...checkRoutes, ...gitRoutes, ...pullRoutes };

export function findRoute(
  method: string,
  path: string,
): {
  readonly name: string;
  readonly handle: Routes[string];
  readonly parameters: Readonly<Record<string, string>>;
} | null {
  for (const [name, handle] of Object.entries(all)) {
    const [routeMethod = '', template = ''] = name.split(' ');
    if (routeMethod !== method) continue;
    const pattern = template.replace(
      /\{(\w+)(\+?)\}/g,
      (_, parameter: string, plus: string) => `(?<${parameter}>${plus ? '.+' : '[^/]+'})`,
    );
    const match = new RegExp(`^${pattern}$`).exec(path);
    if (match) return { name, handle, parameters: { ...match.groups } };
  }
  return null;
}
