/** The commands' arguments: words, and flags with one value each. */
import type { Protocol } from '../protocols/protocol.ts';
import { protocolCalled, protocols } from '../protocols/registry.ts';

export interface Arguments {
  readonly words: readonly string[];
  readonly flags: ReadonlyMap<string, readonly string[]>;
}

/** Reads `word --flag value …`. Throws on a flag that is not in `known` or lacks its value. */
export function readArguments(argv: readonly string[], known: readonly string[]): Arguments {
  const words: string[] = [];
  const flags = new Map<string, string[]>();
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (!word.startsWith('--')) {
      words.push(word);
      continue;
    }
    const name = word.slice(2);
    if (!known.includes(name)) {
      throw new Error(
        `unknown flag --${name}; there are ${known.map((one) => `--${one}`).join(', ')}`,
      );
    }
    const value = argv[at + 1];
    if (value === undefined || value.startsWith('--')) throw new Error(`--${name} needs a value`);
    flags.set(name, [...(flags.get(name) ?? []), value]);
    at += 1;
  }
  return { words, flags };
}

/** The protocol that the words name; the first of all if they name none. Throws if they name more than one. */
export function protocolIn({ words }: Arguments): Protocol {
  const [id, ...others] = words;
  if (others.length > 0) throw new Error(`one protocol at a time, not ${words.join(' and ')}`);
  return protocolCalled(id ?? protocols[0]?.id ?? '');
}

/** The last value of a flag, or `fallback`. */
export function flagOf({ flags }: Arguments, name: string, fallback: string): string {
  return flags.get(name)?.at(-1) ?? fallback;
}

/** A whole number; throws with the flag's name otherwise. */
export function wholeNumber(text: string, what: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new Error(`${what} is a whole number, not "${text}"`);
  return Number(text);
}

/** `60s`, `1.5s`, `250ms` or `2m` in milliseconds; throws otherwise. */
export function duration(text: string, what: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text);
  const unit = match?.[2];
  if (match?.[1] === undefined || unit === undefined) {
    throw new Error(`${what} is a time as in 250ms, 60s or 2m, not "${text}"`);
  }
  const factor = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit] ?? 1;
  return Math.round(Number(match[1]) * factor);
}

/** `name=value` pairs as options; numbers and true/false are read as such. */
export function optionPairs(pairs: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, value] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
      if (name === undefined || value === undefined)
        throw new Error(`--option is name=value, not "${pair}"`);
      if (value === 'true' || value === 'false') return [name, value === 'true'];
      return [name, /^-?\d+$/.test(value) ? Number(value) : value];
    }),
  );
}

/** Where a command's lines go. */
export type Print = (line: string) => void;

/** Runs a command; what goes wrong ends it with one line and status 1. */
export function runCommand(command: (argv: readonly string[], print: Print) => number): void {
  try {
    process.exitCode = command(process.argv.slice(2), (line) => console.log(line));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
