/**
 * Figures 7 and 8 of the extended paper, come about by real messages. Elections are brought about by hand (`timeout`), so that the
 * terms are those of the figures; with a no-op at the start of each term the logs are the same, entry by entry.
 */
import {
  answered,
  areIdle,
  confirmed,
  haveAll,
  isCalm,
  isIdle,
  isUp,
  leads,
  length,
  server,
  term,
  terms,
  unrest,
} from './scenario-conditions.ts';
import { crash, mute, restart, say, type Script, unmute } from './scenario-kit.ts';

/** The logs of Figure 7: the leader of term 8, then the followers a to f. */
export const FIGURE_7 = [
  '1 1 1 4 4 5 5 6 6 6',
  '1 1 1 4 4 5 5 6 6',
  '1 1 1 4',
  '1 1 1 4 4 5 5 6 6 6 6',
  '1 1 1 4 4 5 5 6 6 6 7 7',
  '1 1 1 4 4 4 4',
  '1 1 1 2 2 2 3 3 3 3 3',
] as const;

const SEVEN = [1, 2, 3, 4, 5, 6, 7];

const figure7: Script = {
  seed: 1,
  options: {
    servers: 7,
    clients: 7,
    electionTimeoutMs: 30_000,
    giveUpMs: 2000,
    snapshotEvery: 0,
    reads: 'read-index',
  },
  untilMs: 75_000,
  paceMs: 2000,
  moves: [
    [300, say(1, 'timeout server-7')],
    [(view) => leads(view, 7) && haveAll(view, SEVEN, 1), say(1, 'set x 1'), say(2, 'set y 1')],
    [
      (view) => haveAll(view, SEVEN, 3) && isCalm(view),
      ...[1, 2, 3, 4, 5, 6].map((client) => say(client, 'get x')),
    ],
    [
      (view) => answered(view) === 9,
      mute(7),
      ...crash(7),
      ...restart(7),
      say(7, 'timeout server-7'),
    ],
    [(view) => leads(view, 7) && term(view, 7) === 2, say(1, 'set x 2'), say(2, 'set y 2')],
    [
      (view) => length(view, 7) === 6 && areIdle(view),
      ...crash(7),
      ...restart(7),
      say(7, 'timeout server-7'),
    ],
    [
      (view) => leads(view, 7) && term(view, 7) === 3,
      ...[3, 4, 5, 6].map((client) => say(client, 'set z 3')),
    ],
    [
      (view) => length(view, 7) === 11 && areIdle(view),
      ...crash(7),
      unmute(7),
      say(7, 'timeout server-6'),
    ],
    [
      (view) => leads(view, 6) && haveAll(view, [1, 2, 3, 4, 5, 6], 4),
      ...crash(3),
      say(1, 'set x 4'),
    ],
    [
      (view) => haveAll(view, [1, 2, 4, 5, 6], 5) && isCalm(view) && areIdle(view),
      mute(6),
      say(1, 'set y 4'),
      say(2, 'set z 4'),
    ],
    [
      (view) => length(view, 6) === 7 && areIdle(view),
      ...crash(6),
      unmute(6),
      say(7, 'timeout server-1'),
    ],
    [(view) => leads(view, 1) && haveAll(view, [1, 2, 4, 5], 6), say(1, 'set x 5')],
    [
      (view) => haveAll(view, [1, 2, 4, 5], 7) && isCalm(view) && areIdle(view),
      say(7, 'timeout server-4'),
    ],
    [(view) => leads(view, 4) && haveAll(view, [1, 2, 4, 5], 8), say(1, 'set x 6')],
    [
      (view) => haveAll(view, [1, 2, 4, 5], 9) && isCalm(view) && areIdle(view),
      ...crash(2),
      say(1, 'set y 6'),
    ],
    [(view) => haveAll(view, [1, 4, 5], 10), mute(4), say(2, 'set z 6')],
    [
      (view) => length(view, 4) === 11 && areIdle(view),
      ...crash(4),
      unmute(4),
      mute(5),
      ...restart(2, 3),
      say(7, 'timeout server-5'),
    ],
    [(view) => leads(view, 5) && term(view, 5) === 7, say(1, 'set x 7')],
    [(view) => length(view, 5) === 12 && areIdle(view), ...crash(5), unmute(5)],
    [(view) => SEVEN.every((one, place) => terms(view, one) === FIGURE_7[place])],
    [() => true, ...restart(4, 5, 6, 7), say(7, 'timeout server-1')],
    [[0, (view) => leads(view, 1) && term(view, 1) === 8]],
    [(view) => isCalm(view) && SEVEN.every((one) => isUp(view, one))],
  ],
  ended: (view) => {
    const wanted = `${FIGURE_7[0]} 8`;
    const other = SEVEN.find((one) => terms(view, one) !== wanted);
    return other === undefined ? unrest(view) : `server-${other} has ${terms(view, other)}`;
  },
};

const FIGURE_8 = {
  seed: 2,
  options: {
    servers: 5,
    clients: 3,
    electionTimeoutMs: 10_000,
    giveUpMs: 2000,
    snapshotEvery: 0,
    entriesPerMessage: 1,
  },
  untilMs: 60_000,
  paceMs: 2000,
} as const;

/** (a) to (c), until S1 leads term 4: it and server-2 have an entry of term 2, server-5 has one of term 3 in its place. */
const untilTerm4: Script['moves'] = [
  [300, say(1, 'timeout server-1')],
  [
    (view) => leads(view, 1) && isCalm(view) && isIdle(view, 1),
    ...crash(1),
    ...restart(1),
    ...[3, 4, 5].map((to) => mute(1, to)),
    say(1, 'timeout server-1'),
  ],
  [(view) => leads(view, 1) && term(view, 1) === 2 && length(view, 2) === 2, say(2, 'set x 2')],
  [
    (view) => haveAll(view, [1, 2], 3) && isIdle(view, 1),
    ...crash(1),
    mute(5),
    say(1, 'timeout server-5'),
  ],
  [(view) => leads(view, 5) && isIdle(view, 3), say(3, 'set x 3')],
  [
    (view) => terms(view, 5) === '1 3 3' && isIdle(view, 1),
    ...crash(5),
    unmute(5),
    unmute(1, 3),
    ...restart(1),
    say(1, 'timeout server-1'),
  ],
  [
    (view) =>
      term(view, 1) === 3 && isIdle(view, 1) && server(view, 1)?.votes['server-4'] === false,
    say(1, 'timeout server-1'),
  ],
];

const figure8: Script = {
  ...FIGURE_8,
  moves: [
    ...untilTerm4,
    [[0, (view) => confirmed(view, 1, 3) === 3], { type: 'crash', node: 'server-1', keepSends: 0 }],
    [
      (view) => isIdle(view, 1) && terms(view, 3) === '1 2 2',
      ...restart(5),
      say(1, 'timeout server-5'),
    ],
    [
      (view) =>
        term(view, 5) === 4 && isIdle(view, 1) && server(view, 5)?.votes['server-4'] === false,
      say(1, 'timeout server-5'),
    ],
    [
      (view) => leads(view, 5) && term(view, 5) === 5 && isCalm(view),
      ...[4, 5].map((to) => unmute(1, to)),
      ...restart(1),
    ],
    [(view) => isCalm(view) && isUp(view, 1)],
  ],
  ended: (view) =>
    terms(view, 1).startsWith('1 3 3 5') ? unrest(view) : `server-1 has ${terms(view, 1)}`,
};

const figure8e: Script = {
  ...FIGURE_8,
  moves: [
    ...untilTerm4,
    [[0, (view) => server(view, 1)?.commitIndex === 4], ...crash(1)],
    [(view) => isIdle(view, 1), ...restart(5), say(1, 'timeout server-5')],
    [
      (view) =>
        term(view, 5) === 4 && isIdle(view, 1) && server(view, 5)?.votes['server-4'] === false,
      say(1, 'timeout server-5'),
    ],
    [
      (view) =>
        term(view, 5) === 5 &&
        isIdle(view, 1) &&
        [2, 3].every((one) => server(view, 5)?.votes[`server-${one}`] === false),
      say(1, 'timeout server-3'),
    ],
    [(view) => leads(view, 3) && isCalm(view), ...[4, 5].map((to) => unmute(1, to)), ...restart(1)],
    [(view) => isCalm(view) && isUp(view, 1)],
  ],
  ended: (view) =>
    terms(view, 5) === '1 2 2 4 6' ? unrest(view) : `server-5 has ${terms(view, 5)}`,
};

export const figureScripts = {
  'figure-7': figure7,
  'figure-8': figure8,
  'figure-8-e': figure8e,
} satisfies Record<string, Script>;
