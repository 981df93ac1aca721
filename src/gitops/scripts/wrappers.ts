import type { ShellWord } from './words.ts';

/** Programs that run the command behind them, with the options of theirs that take a value. */
const wrappers: Readonly<Record<string, RegExp>> = {
  sudo: /^-([ugpCDRTUrth]|-(user|group|prompt|chdir|host|role|type))$/,
  doas: /^-[uC]$/,
  env: /^-(u|-unset)$/,
  command: /^$/,
  builtin: /^$/,
  exec: /^-a$/,
  nohup: /^$/,
  time: /^-[fo]$/,
  nice: /^-(n|-adjustment)$/,
  timeout: /^-([ks]|-(kill-after|signal))$/,
  stdbuf: /^-[ioe]$/,
  setsid: /^$/,
  microk8s: /^$/,
};

/** How many words of a wrapper's own stand before the command. */
const operands: Readonly<Record<string, number>> = { timeout: 1 };

/** The command that is run in the end, `sudo -E env A=b helm …` being `helm …`; null where it cannot be told. */
export function withoutWrappers(words: readonly ShellWord[]): readonly ShellWord[] | null {
  let rest = words;
  for (;;) {
    const name = programName(rest[0]);
    const valued = name === null ? undefined : Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
    if (name === null || valued === undefined) return rest;
    let at = 1;
    for (; at < rest.length; at++) {
      const text = rest[at]?.text;
      if (text === null || text === undefined) return null;
      // `command -v helm` asks where it is; env starts elsewhere or takes a string apart.
      if (name === 'command' && /^-[vV]/.test(text)) return null;
      if (name === 'env' && /^(-C|-S|--chdir|--split-string)/.test(text)) return null;
      if (valued.test(text)) at++;
      else if (!text.startsWith('-') && !(name === 'env' && /^\w+=/.test(text))) break;
    }
    rest = rest.slice(at + (operands[name] ?? 0));
    if (rest.length === 0) return null;
  }
}

/** The name of the program that a word runs, without its directory; null where it is not known. */
export function programName(word: ShellWord | undefined): string | null {
  if (word === undefined) return null;
  if (word.text !== null) return word.text.slice(word.text.lastIndexOf('/') + 1);
  // `$HELM` is Helm wherever a script names its tools in variables.
  return /^"?\$\{?HELM(_?(BIN|CMD|BINARY))?\}?"?$/i.test(word.raw) ? 'helm' : null;
}
