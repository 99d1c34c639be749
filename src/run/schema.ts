/** What a recipe from outside must look like. Everything is bounded: a hostile one costs no more than a long honest one. */
import * as v from 'valibot';

export const INTENTS_MAX = 5_000;
export const EVENTS_MAX = 20_000_000;
export const TIME_MAX = 1_000_000_000_000;
const BRANCHES_MAX = 1000;
const TEXT_MAX = 2000;
const NAME_MAX = 100;
const NODES_MAX = 2000;

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(NAME_MAX));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const time = v.pipe(whole, v.maxValue(TIME_MAX));
const event = v.pipe(whole, v.maxValue(EVENTS_MAX));
const percent = v.pipe(whole, v.maxValue(100));
const node = name;

const linkSettings = v.strictObject({
  latencyMs: v.strictTuple([whole, whole]),
  lossPercent: percent,
  duplicatePercent: percent,
});

const action = v.variant('kind', [
  v.strictObject({ kind: v.literal('delay'), delayMs: whole }),
  v.strictObject({ kind: v.literal('drop') }),
  v.strictObject({ kind: v.literal('duplicate') }),
]);

const rule = v.strictObject({
  id: name,
  type: v.exactOptional(name),
  from: v.exactOptional(node),
  to: v.exactOptional(node),
  action,
});

const groups = v.pipe(
  v.array(v.pipe(v.array(node), v.maxLength(NODES_MAX))),
  v.maxLength(NODES_MAX),
);

const ends = { from: node, to: node };

const onNode = <T extends string>(type: T) => v.strictObject({ type: v.literal(type), node });
const onFlight = <T extends string>(type: T) =>
  v.strictObject({ type: v.literal(type), flight: whole });

/** Every intent, as in `kernel/intent.ts`. */
export const intentSchema = v.variant('type', [
  v.strictObject({
    type: v.literal('command'),
    client: node,
    text: v.pipe(v.string(), v.maxLength(TEXT_MAX, `a command has at most ${TEXT_MAX} characters`)),
  }),
  v.strictObject({ type: v.literal('crash'), node, keepSends: v.exactOptional(whole) }),
  onNode('restart'),
  onNode('freeze'),
  onNode('thaw'),
  onNode('wipe'),
  onNode('remove'),
  v.strictObject({ type: v.literal('add'), role: name }),
  v.strictObject({ type: v.literal('partition'), groups }),
  v.strictObject({ type: v.literal('heal') }),
  v.strictObject({ type: v.literal('cut'), ...ends, bothWays: v.boolean() }),
  v.strictObject({ type: v.literal('mend'), ...ends, bothWays: v.boolean() }),
  v.strictObject({ type: v.literal('network'), settings: linkSettings }),
  v.strictObject({ type: v.literal('link'), ...ends, settings: v.nullable(linkSettings) }),
  v.strictObject({ type: v.literal('rule'), rule }),
  v.strictObject({ type: v.literal('unrule'), id: name }),
  onFlight('drop'),
  onFlight('duplicate'),
  onFlight('hold'),
  onFlight('release'),
  v.strictObject({ type: v.literal('fire'), pending: whole }),
  v.strictObject({ type: v.literal('wind'), pending: whole, inMs: whole }),
  v.strictObject({ type: v.literal('clock'), node, ratePermille: whole }),
  v.strictObject({ type: v.literal('flaw'), name, on: v.boolean() }),
]);

const stamped = v.strictObject({ after: event, time, intent: intentSchema });

/** Intents in the order in which they were done. */
const intents = v.pipe(
  v.array(stamped),
  v.maxLength(INTENTS_MAX),
  v.check(
    (list) =>
      list.every((one, index) => {
        const before = list[index - 1];
        return before === undefined || (before.after < one.after && before.time <= one.time);
      }),
    'intents out of order',
  ),
);

/** Valibot passes over names that every object has; here they are as wrong as any other unknown option. */
const options = v.pipe(
  v.custom<object>(
    (value) => typeof value === 'object' && value !== null && Object.keys(value).every(isOwnName),
    'an option has no such name',
  ),
  v.record(name, v.union([v.number(), v.boolean(), v.pipe(v.string(), v.maxLength(NAME_MAX))])),
);

function isOwnName(key: string): boolean {
  return key !== 'prototype' && !(key in Object.prototype);
}

const moment = v.strictObject({ event, time });

/** A recipe and a moment in it. */
export const linkSchema = v.strictObject({
  protocol: name,
  options,
  seed: whole,
  scenario: v.exactOptional(name),
  intents,
  moment,
});

const branch = v.strictObject({
  id: whole,
  name,
  parent: v.nullable(whole),
  fork: moment,
  head: moment,
  intents,
});

/** The branches of a run, numbered from 1; each has left one before it. */
export const treeSchema = v.strictObject({
  run: v.strictObject({ protocol: name, options, seed: whole, scenario: v.exactOptional(name) }),
  current: whole,
  branches: v.pipe(
    v.array(branch),
    v.maxLength(BRANCHES_MAX),
    v.check(
      (list) =>
        list.every(
          ({ id, parent }, at) => id === at + 1 && (parent === null ? at === 0 : parent < id),
        ),
      'branches out of order',
    ),
  ),
});

/** The first thing that is wrong, with its place, as in `intents.3.time: …`. */
export function firstIssue(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues;
  if (issue === undefined) return 'unknown';
  const place = v.getDotPath(issue);
  return place === null ? issue.message : `${place}: ${issue.message}`;
}
