import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calm, play, stepsAmong } from './testing-steps.ts';
import { heardBy, STREAM, tell, testWorld, type TestWorld } from './testing.ts';

/** What is under way from `client-1` or was heard of it at the observer. */
function texts(world: TestWorld): ReadonlySet<string> {
  const travelling = world.agenda.all().flatMap((item) => {
    return item.kind === 'deliver' ? [`${item.message.text} from ${item.from}`] : [];
  });
  return new Set([...travelling, ...heardBy(world, OBSERVER)]);
}

/** Stays up throughout, though it may be frozen, cut off and slow. */
const OBSERVER = 'server-2';
const DEEDS = ['crash', 'restart', 'freeze', 'thaw', 'cut', 'heal', 'hold', 'release', 'fire'];
const FAIL_STOP = {
  transport: { ...STREAM, failStop: true },
  weather: { latencyMs: [0, 150] as const, lossPercent: 10 },
};

describe('fail-stop streams', () => {
  it('tell a witness everything that each life sent, in order, then its end, then the next life', () => {
    fc.assert(
      fc.property(fc.nat(), stepsAmong(DEEDS, 80), (seed, steps) => {
        const world = testWorld({ ...FAIL_STOP, seed });
        let expected: string[] = [];
        let said = 0;
        for (const step of steps) {
          const wasUp = world.record('client-1').status === 'up';
          if (wasUp) {
            tell(world, 'client-1', `say ${OBSERVER} ${said}`);
            expected.push(`${said++} from client-1`);
          }
          const isCrash = step.kind === 'deed' && step.intent.type === 'crash';
          if (isCrash && step.intent.type === 'crash' && step.intent.node === OBSERVER) continue;
          for (const event of play(world, [step])) {
            if (event.kind !== 'crash' || event.node !== 'client-1') continue;
            // What the crash recalled was never sent.
            const left = texts(world);
            expected = expected.filter((text) => text.endsWith('failed') || left.has(text));
            expected.push('client-1 failed');
          }
        }
        calm(world);
        const heard = heardBy(world, OBSERVER).filter((line) => line.includes('client-1'));
        expect(heard).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  it('leave nobody who is up in doubt about who is down', () => {
    fc.assert(
      fc.property(fc.nat(), stepsAmong([...DEEDS, 'add', 'remove'], 60), (seed, steps) => {
        const world = testWorld({ ...FAIL_STOP, seed });
        play(world, steps);
        calm(world);
        const down = world.records().filter(({ status }) => status === 'crashed');
        for (const { id, status } of world.records()) {
          if (status !== 'up') continue;
          const missing = down.filter(
            (peer) => lastWord(world, id, peer.id) !== `${peer.id} failed`,
          );
          expect(missing.map((peer) => `${id} does not know that ${peer.id} is down`)).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
  });
});

/** The last that a node heard of a peer in this life, refusals apart. */
function lastWord(world: TestWorld, id: string, peer: string): string | undefined {
  return heardBy(world, id).findLast((line) => line.includes(peer) && !line.startsWith('no '));
}
