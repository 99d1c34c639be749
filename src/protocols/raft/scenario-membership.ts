/** Scripts about who votes. */
import {
  answered,
  differs,
  isCalm,
  isJoint,
  isUp,
  leader,
  leads,
  server,
  unrest,
} from './scenario-conditions.ts';
import { ADD_SERVER, crashLeader, restartAll, say, type Script } from './scenario-kit.ts';

const FIVE = [1, 2, 3, 4, 5];

export const membershipScripts = {
  newcomer: {
    seed: 3,
    options: { servers: 3, membership: 'one at a time' },
    untilMs: 30_000,
    paceMs: 2000,
    moves: [
      [300, say(1, 'load 6')],
      [(view) => answered(view) === 1 && isCalm(view), ADD_SERVER],
      [6500, say(1, 'add server-4')],
      [(view) => (server(view, 4)?.commitIndex ?? 0) > 0],
      [(view) => answered(view) === 2 && isCalm(view), say(1, 'remove server-1')],
      [(view) => answered(view) === 3 && isCalm(view), say(2, 'set x 1')],
      [(view) => answered(view) === 4 && isCalm(view)],
    ],
    ended: (view) => {
      const voters = server(view, 4)?.configuration.voters.join(' ') ?? '';
      if (voters !== 'server-2 server-3 server-4') return `members are ${voters}`;
      return differs(view, 'x', '1') ?? unrest(view);
    },
  },
  'joint-consensus': {
    seed: 11,
    options: { servers: 3 },
    untilMs: 40_000,
    paceMs: 2000,
    moves: [
      [300, say(1, 'timeout server-1')],
      [(view) => leads(view, 1) && isCalm(view), ADD_SERVER, ADD_SERVER],
      [4000, say(1, 'add server-4 server-5')],
      [[0, (view) => [2, 3].some((number) => isJoint(view, number))], crashLeader],
      [(view) => leader(view) !== undefined],
      [
        (view) =>
          isCalm(view) &&
          [2, 3].every(
            (one) =>
              server(view, one)?.configuration.voters.length === 5 &&
              server(view, one)?.configuration.old === null,
          ),
        restartAll,
      ],
      [(view) => isCalm(view) && isUp(view, 1) && answered(view) === 2],
    ],
    ended: (view) => {
      const odd = FIVE.find((number) => {
        const configuration = server(view, number)?.configuration;
        return configuration?.voters.length !== 5 || configuration.old !== null;
      });
      return odd === undefined ? unrest(view) : `server-${odd} goes by other members`;
    },
  },
} satisfies Record<string, Script>;
