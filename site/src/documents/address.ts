import { resolve } from 'node:path';

/** Where the site is published. A released version has a folder of its own below it. */
export const origin = 'https://portcullis-app.github.io';

/** The folder that this build is for, with a slash at both ends: `/portcullis/` or `/portcullis/v1.0.0/`. */
export const base = process.env['SITE_BASE'] ?? '/portcullis/';

/** Where a file of the repository that is no page of the site can be read. */
export const repositoryUrl = 'https://github.com/portcullis-app/portcullis';

/** The repository, from which the site is built: the bundler moves code about, so that no module knows where it stands. */
export const repositoryRoot = resolve('.');
