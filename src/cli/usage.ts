/** The help of the commands: what each takes, every flag with an example, and what a protocol offers. */
import type { OptionSpec, Protocol } from '../protocols/protocol.ts';
import { protocols } from '../protocols/registry.ts';
import { type Arguments, type Print, protocolIn, readArguments } from './arguments.ts';

export interface Flag {
  /** What stands for its value. */
  readonly takes: string;
  readonly help: string;
  /** A value as one would type it. */
  readonly example: string;
}

export interface Usage {
  /** Ways to call the command, each with what it does. */
  readonly forms: readonly (readonly [form: string, help: string])[];
  readonly flags: Readonly<Record<string, Flag>>;
  /** What remains to be said. */
  readonly notes: readonly string[];
  /** What of a protocol is listed when one is named. */
  readonly lists: readonly ('scenarios' | 'options' | 'flaws')[];
}

/** Reads a call. If it asks for help, prints that and returns `null`. Throws on a flag that is not known or lacks its value. */
export function readCall(usage: Usage, argv: readonly string[], print: Print): Arguments | null {
  const given = readArguments(
    argv.filter((word) => word !== '--help'),
    Object.keys(usage.flags),
  );
  if (!argv.includes('--help')) return given;
  print(usageText(usage, given.words.length === 0 ? null : protocolIn(given)));
  return null;
}

/** The help: of the command alone, or with what a protocol offers. */
function usageText(usage: Usage, protocol: Protocol | null): string {
  const lists =
    protocol === null ? [protocolList()] : usage.lists.map((one) => LISTS[one](protocol));
  return [
    columns(usage.forms),
    ['Flags', columns(Object.entries(usage.flags).flatMap(flagLines))].join('\n'),
    usage.notes.join('\n'),
    ...lists,
  ].join('\n\n');
}

function flagLines([name, { takes, help, example }]: readonly [string, Flag]): readonly Row[] {
  return [
    [`  --${name} ${takes}`, help],
    ['', `--${name} ${quoted(example)}`],
  ];
}

/** A value as a shell takes it. */
export function quoted(value: string): string {
  return /^[\w.,:=/-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

function protocolList(): string {
  const rows = protocols.map(({ id, summary }): Row => [`  ${id}`, summary]);
  return `Protocols; with --help behind one it lists what that one offers\n${columns(rows)}`;
}

const LISTS = {
  scenarios: ({ id, scenarios }: Protocol) =>
    `Scenarios of ${id}\n${columns(scenarios.map((one): Row => [`  ${one.id}`, one.title]))}`,
  options: ({ id, options }: Protocol) =>
    `Options of ${id}, with their initial values\n${columns(Object.entries(options).map(optionRow))}`,
  flaws: ({ id, flaws }: Protocol) =>
    `Flaws of ${id}\n${columns(flaws.map((one): Row => [`  ${one.name}`, one.title]))}`,
};

type AnyOption = OptionSpec<number> | OptionSpec<boolean> | OptionSpec<string>;

function optionRow([name, spec]: readonly [string, AnyOption]): Row {
  return [`  ${quoted(`${name}=${spec.initial}`)}`, `${boundsOf(spec)}: ${spec.help}`];
}

function boundsOf(spec: AnyOption): string {
  switch (spec.kind) {
    case 'integer':
      return `${spec.least} to ${spec.most}${spec.unit === '' ? '' : ` ${spec.unit}`}`;
    case 'switch':
      return 'true or false';
    case 'choice':
      return spec.choices.join(', ');
    default:
      return spec;
  }
}

type Row = readonly [left: string, right: string];

function columns(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`.trimEnd()).join('\n');
}
