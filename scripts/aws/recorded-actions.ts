/** What one principal asked of the emulator, as `service:Action`, the way policies name it. */
export type RecordedActions = ReadonlySet<string>;

interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly body_encoded?: boolean;
}

/** Begins to write down each request. */
export async function startRecording(endpoint: string): Promise<void> {
  await fetch(`${endpoint}/moto-api/recorder/start-recording`, { method: 'POST' });
}

/** The actions of all requests that were signed with this access key. */
export async function readRecording(endpoint: string, accessKey: string): Promise<RecordedActions> {
  const answer = await fetch(`${endpoint}/moto-api/recorder/download-recording`);
  const lines = (await answer.text()).split('\n').filter((line) => line !== '');
  const requests = lines.map((line) => JSON.parse(line) as Recorded);
  return new Set(requests.flatMap((request) => actionOf(request, accessKey) ?? []));
}

function actionOf(request: Recorded, accessKey: string): string | null {
  const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const scope = /Credential=([^/]+)\/\d+\/[^/]*\/([^/]+)\//.exec(headers.get('authorization') ?? '');
  if (scope?.[1] !== accessKey) return null;
  const service = scope[2] === 'monitoring' ? 'cloudwatch' : (scope[2] ?? '');
  const target = headers.get('x-amz-target');
  if (target !== undefined) return `${service}:${target.split('.').at(-1)}`;
  const { pathname, searchParams } = new URL(request.url);
  if (service === 's3') return `s3:${objectAction(request.method, pathname, searchParams)}`;
  const body = request.body_encoded ? Buffer.from(request.body ?? '', 'base64').toString() : (request.body ?? '');
  const action = new URLSearchParams(body).get('Action') ?? searchParams.get('Action');
  return `${service}:${action ?? `${request.method} ${pathname}`}`;
}

/** S3 has no name of an action in its requests; permissions are not named as operations are. */
function objectAction(method: string, path: string, query: URLSearchParams): string {
  const isObject = path.split('/').filter((part) => part !== '').length > 1;
  const part = [...query.keys()].find((key) => subresources.has(key));
  if (part !== undefined && !isObject) return `${verbs[method] ?? method}${subresources.get(part)}`;
  if (method === 'POST' && query.has('delete')) return 'DeleteObject';
  if (isObject) return `${verbs[method] ?? method}Object`;
  if (method === 'PUT') return 'CreateBucket';
  return method === 'DELETE' ? 'DeleteBucket' : 'ListBucket';
}

const verbs: Readonly<Record<string, string>> = { GET: 'Get', HEAD: 'Get', PUT: 'Put', POST: 'Put', DELETE: 'Delete' };

const subresources = new Map([
  ['location', 'BucketLocation'],
  ['policy', 'BucketPolicy'],
  ['encryption', 'EncryptionConfiguration'],
  ['publicAccessBlock', 'BucketPublicAccessBlock'],
  ['tagging', 'BucketTagging'],
  ['versions', 'BucketVersions'],
]);
