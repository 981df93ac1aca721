/** What the set-up page answers. */
export interface Page {
  readonly status: number;
  readonly type: 'text/html' | 'text/plain';
  readonly body: string;
  /** Where a form on it may lead. */
  readonly formAction: string;
  /** Whether nothing is left to do. */
  readonly isLast: boolean;
}

export function textPage(status: number, body: string): Page {
  return { status, type: 'text/plain', body: `${body}\n`, formAction: "'none'", isLast: false };
}

/** A form that takes the manifest of the app to GitHub, where a person looks at it and confirms. */
export function setupPage(action: string, manifest: object): Page {
  const body = `<h1>Register Portcullis</h1>
<p>Three steps: you register an app of your own, install it on repositories, and open a pull request that it checks.</p>
<p>The button takes you to GitHub, which shows what the app may do before you confirm. Its credentials come back to this machine and are written to <code>.env</code>; then this page closes. Nothing is sent anywhere else.</p>
<form action="${escaped(action)}" method="post">
<input type="hidden" name="manifest" value="${escaped(JSON.stringify(manifest))}">
<button>Register on GitHub</button>
</form>`;
  return { status: 200, type: 'text/html', body: html(body), formAction: new URL(action).origin, isLast: false };
}

export function registeredPage(installUrl: string): Page {
  const body = `<h1>Portcullis is registered</h1>
<p>Its credentials are in <code>.env</code>, and this page has closed. What is left:</p>
<ol>
<li><a href="${escaped(installUrl)}" rel="noreferrer">Install it</a> on the repositories that it is to review.</li>
<li>Activate its webhook in the settings of the app, and run <code>npm start</code> again.</li>
<li>Open a pull request, or comment <code>/portcullis review</code> on one that is open: it gets the check “Portcullis”. If none comes, <code>npm run doctor</code> says why.</li>
</ol>`;
  return { status: 200, type: 'text/html', body: html(body), formAction: "'none'", isLast: true };
}

const html = (body: string): string =>
  `<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Portcullis</title>\n${body}\n</html>\n`;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character] ?? '');
