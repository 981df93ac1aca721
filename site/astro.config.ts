import { fileURLToPath } from 'node:url';
import { satteri } from '@astrojs/markdown-satteri';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { base, origin } from './src/documents/address.ts';
import { compiledSchema } from './src/documents/compiled-schema.ts';
import { contentSecurityPolicy } from './src/documents/content-security-policy.ts';
import { repositoryPages } from './src/documents/repository-pages.ts';
import { sidebarOf } from './src/documents/sidebar.ts';
import { onDemandModules } from './src/on-demand/on-demand-modules.ts';

export default defineConfig({
  site: origin,
  base,
  trailingSlash: 'always',
  outDir: process.env['SITE_OUT'] ?? 'dist',
  cacheDir: '../node_modules/.astro',
  vite: {
    // Modules, so that a format that nobody prints is not loaded with the engine.
    worker: { format: 'es', plugins: () => [compiledSchema(), onDemandModules()] },
    // The package's entry for browsers asks the document, and a worker has none.
    resolve: {
      alias: {
        'decode-named-character-reference': fileURLToPath(import.meta.resolve('decode-named-character-reference')),
      },
    },
  },
  devToolbar: { enabled: false },
  // What is written in the repository is shown as it is written: a quotation mark of a message stays one.
  markdown: { processor: satteri({ features: { smartPunctuation: false } }) },
  integrations: [
    starlight({
      title: 'Portcullis',
      description: 'Reviews pull requests on GitOps repositories that run Kong with the Kubernetes Gateway API',
      favicon: '/favicon.svg',
      customCss: ['./src/styles/site.css', './src/styles/playground.css'],
      sidebar: sidebarOf(repositoryPages()),
      social: [{ icon: 'github', label: 'GitHub', href: 'https://github.com/portcullis-app/portcullis' }],
      pagination: false,
      credits: false,
    }),
    contentSecurityPolicy(),
  ],
});
