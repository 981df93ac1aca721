import { request as plainRequest } from 'node:http';
import { request as tlsRequest, type Agent } from 'node:https';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { textAt } from '../github/model/json-value.ts';
import { tlsAgent } from './tls-agent.ts';
import type { Variables } from './variables.ts';

/** How to reach one AWS service from a function; the runtime sets these variables. */
export interface AwsEndpoint {
  readonly service: 'sqs' | 'ssm';
  readonly region: string;
  /** `https://sqs.eu-central-1.amazonaws.com`; loopback in tests. */
  readonly url: string;
}

/** AWS refused, or answered nothing. The message names the kind of error and nothing of the request. */
export class AwsError extends Error {
  /** @param status 0 where no answer came; the kind says why */
  constructor(target: string, status: number, kind: string) {
    super(status === 0 ? `${target} got no answer (${kind})` : `${target} was answered with ${status} ${kind}`);
    this.name = 'AwsError';
  }
}

let agent: Agent | undefined;
/** Milliseconds for one attempt; all of them together end before GitHub does, which waits ten seconds. */
const timeLimit = 2_500;
/** Milliseconds before the second attempt and the third, up to twice as long: many functions meet one outage. */
const pauses = [100, 400];

/** The endpoint that the environment names, as the SDK would choose it. */
export function awsEndpoint(service: 'sqs' | 'ssm', variables: Variables): AwsEndpoint {
  const region = variables['AWS_REGION'] ?? 'us-east-1';
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const given = variables[`AWS_ENDPOINT_URL_${service.toUpperCase()}`];
  return { service, region, url: given ?? `https://${service}.${region}.${suffix}` };
}

/**
 * Sends one request of the JSON protocol, signed with the credentials of the function. What AWS did not answer, or
 * not now, is sent again: reading a parameter and sending a message with its own id may be done twice.
 * @throws AwsError
 */
export async function awsRequest(
  endpoint: AwsEndpoint,
  target: string,
  input: object,
  variables: Variables,
): Promise<unknown> {
  for (let attempt = 0; ; attempt += 1) {
    const { status, text } = await sendOnce(endpoint, target, input, variables);
    if (status === 200) {
      const answer: unknown = JSON.parse(text);
      return answer;
    }
    const pause = pauses[attempt];
    const kind = status === 0 ? text : kindOf(text);
    if (pause === undefined || !mayPass(status, kind)) throw new AwsError(target, status, kind);
    await new Promise((resolve) => setTimeout(resolve, pause * (1 + Math.random())));
  }
}

function mayPass(status: number, kind: string): boolean {
  return status === 0 || status >= 500 || status === 429 || /Throttl|TooManyRequests|Unavailable/.test(kind);
}

interface AwsAnswer {
  /** 0 for none. */
  readonly status: number;
  /** Of no answer, why there is none: `ECONNREFUSED`, `SELF_SIGNED_CERT_IN_CHAIN`. */
  readonly text: string;
}

async function sendOnce(
  endpoint: AwsEndpoint,
  target: string,
  input: object,
  variables: Variables,
): Promise<AwsAnswer> {
  const { hostname, port, protocol, host } = new URL(endpoint.url);
  const body = JSON.stringify(input);
  const signed = await signerFor(endpoint, variables).sign({
    method: 'POST',
    protocol,
    hostname,
    path: '/',
    headers: {
      host,
      'content-type': endpoint.service === 'sqs' ? 'application/x-amz-json-1.0' : 'application/x-amz-json-1.1',
      'x-amz-target': target,
      'content-length': String(Buffer.byteLength(body)),
    },
    body,
  });
  agent ??= tlsAgent(variables);
  return await send(protocol, { hostname, port, headers: signed.headers }, body).catch((error: unknown) => ({
    status: 0,
    text: textAt(error, 'code') ?? 'no answer in time',
  }));
}

function signerFor({ service, region }: AwsEndpoint, variables: Variables): SignatureV4 {
  const sessionToken = variables['AWS_SESSION_TOKEN'];
  return new SignatureV4({
    service,
    region,
    sha256: Sha256,
    credentials: {
      accessKeyId: variables['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: variables['AWS_SECRET_ACCESS_KEY'] ?? '',
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
  });
}

async function send(
  protocol: string,
  { hostname, port, headers }: { hostname: string; port: string; headers: Readonly<Record<string, string>> },
  body: string,
): Promise<AwsAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<AwsAnswer>();
  const options = { hostname, port, path: '/', method: 'POST', headers, timeout: timeLimit };
  const request = protocol === 'http:' ? plainRequest(options) : tlsRequest({ ...options, agent });
  request.on('response', (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    response.on('error', reject);
  });
  request.on('timeout', () => request.destroy(new Error('the time is over')));
  request.on('error', reject);
  request.end(body);
  return await promise;
}

/** `com.amazonaws.sqs#QueueDoesNotExist` → `QueueDoesNotExist`. */
function kindOf(text: string): string {
  return /"__type"\s*:\s*"(?:[^"#]*#)?(\w+)"/.exec(text)?.[1] ?? 'unknown error';
}
