/**
 * What `--param` gives as text, as serverless.yml needs it. A concurrency that is not given is not reserved: a new
 * account has ten executions in all.
 */
const noValue = { Ref: 'AWS::NoValue' };

const parameter = async ({ resolveVariable }, name) => await resolveVariable(`param:${name}, ''`);

const number = async (options, name, absent) => {
  const text = await parameter(options, name);
  if (text === '') return absent;
  if (!/^\d{1,5}$/.test(text)) throw new Error(`the parameter ${name} must be a number, not "${text}"`);
  return Number(text);
};

/** Its value, or that of a variable that is not set. */
const given = async (options, name, value = (text) => text) => {
  const text = await parameter(options, name);
  return text === '' ? noValue : value(text);
};

module.exports = {
  // The runtime of Lambda is asked for work on this machine.
  proxy: async (options) => await given(options, 'proxy'),
  useProxy: async (options) => await given(options, 'proxy', () => '1'),
  noProxy: async (options) =>
    (await parameter(options, 'proxy')) === ''
      ? noValue
      : ['127.0.0.1', 'localhost', await parameter(options, 'noProxy')].filter((name) => name !== '').join(','),
  authority: async (options) => await given(options, 'authority', () => '/var/task/dist/lambda/authority.pem'),
  logRetention: async (options) => await number(options, 'logRetention', 30),
  receiverConcurrency: async (options) => await number(options, 'receiverConcurrency', noValue),
  workerConcurrency: async (options) => await number(options, 'workerConcurrency', noValue),
  workers: async (options) => await number(options, 'workers', 20),
  /** `team=platform,stage=prod` → an object. */
  tags: async (options) => {
    const text = await parameter(options, 'tags');
    return Object.fromEntries(
      text
        .split(',')
        .filter((pair) => pair !== '')
        .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    );
  },
};
