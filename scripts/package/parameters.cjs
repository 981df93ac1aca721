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

module.exports = {
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
