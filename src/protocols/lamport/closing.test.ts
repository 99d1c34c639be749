/** The CLOSE round, case by case: replica-2 of three, client-2 dead. */
import { describe, expect, it } from 'vitest';
import type { Outside } from '../../kernel/outside.ts';
import type { Broadcast, LamportVocabulary, ReplicaState, ToReplica } from './messages.ts';
import { replica } from './replica.ts';
import { aRecord, aReplica, dummy, logOf, outside, request, sends } from './testing.ts';

const DEAD = 'client-2.1';
const BEFORE = dummy(DEAD, 10, 3);
const LAST = request(DEAD, 14, 4);

const close = (last: Broadcast | null): ToReplica => ({
  type: 'close',
  clock: 1,
  client: DEAD,
  last,
});
const closing: ToReplica = { type: 'closing', clock: 1, client: DEAD };

/** Client-1 has said much, so that only client-2 is waited for. */
function replicaWith(
  queue: readonly Broadcast[],
  change: Partial<ReplicaState> = {},
): ReplicaState {
  const other = aRecord([dummy('client-1.1', 90, 1), dummy('client-1.1', 95, 2)]);
  return aReplica({ clients: { 'client-1.1': other, [DEAD]: aRecord(queue) }, ...change });
}

type Happening = (state: ReplicaState, node: Outside<LamportVocabulary>) => ReplicaState;

const notice: Happening = (state, node) => replica.onPeerFailed?.(state, 'client-2', node) ?? state;
const failure =
  (peer: string): Happening =>
  (state, node) =>
    replica.onPeerFailed?.(state, peer, node) ?? state;
const word =
  (from: string, message: ToReplica): Happening =>
  (state, node) =>
    replica.onMessage(state, message, from, node);

function after(state: ReplicaState, ...happenings: readonly Happening[]) {
  const node = outside('replica-2');
  const end = happenings.reduce((now, happen) => happen(now, node), state);
  const closed = node.requests.facts.find(({ type }) => type === 'Closed');
  return { end, node, closed };
}

describe('a round', () => {
  it('begins with a notice: the others are told, the first coordinator is waited for', () => {
    const { end, node } = after(replicaWith([BEFORE, LAST]), notice);
    expect(sends(node)).toEqual(['closing > replica-1', 'closing > replica-3']);
    expect(end.rounds[DEAD]).toMatchObject({ isRunning: true, estimate: LAST, passed: null });
  });

  it('lets this replica speak when its turn has come', () => {
    const { end, node } = after(
      replicaWith([BEFORE, LAST]),
      notice,
      word('replica-1', close(LAST)),
    );
    expect(sends(node).slice(2)).toEqual(['close > replica-1', 'close > replica-3']);
    expect(end.rounds[DEAD]).toMatchObject({ passed: 'replica-2.1' });
  });

  it('ends after the last coordinator; the queue is executed without further proof, the client forgotten', () => {
    const words = [word('replica-1', close(LAST)), word('replica-3', close(LAST))];
    const { end, closed } = after(replicaWith([BEFORE, LAST]), notice, ...words);
    expect(closed).toMatchObject({ turn: 4, change: 'kept' });
    expect(logOf(end)).toEqual(['14.c2']);
    expect(end.closed).toEqual([DEAD]);
    expect(Object.keys(end.clients)).toEqual(['client-1.1']);
    expect(end.rounds).toEqual({});
  });

  it('adds a last broadcast that this replica lacks', () => {
    const words = [word('replica-1', close(LAST)), word('replica-3', close(LAST))];
    const { end, closed } = after(replicaWith([BEFORE]), notice, ...words);
    expect(closed).toMatchObject({ turn: 4, change: 'added' });
    expect(logOf(end)).toEqual(['14.c2']);
  });

  it('drops one that the first coordinator lacks', () => {
    const words = [word('replica-1', close(BEFORE)), word('replica-3', close(BEFORE))];
    const { end, closed } = after(replicaWith([BEFORE, LAST]), notice, ...words);
    expect(closed).toMatchObject({ turn: 3, change: 'dropped' });
    expect(logOf(end)).toEqual([]);
    expect(Object.keys(end.clients)).toEqual(['client-1.1']);
  });

  it('goes on without a coordinator that fails', () => {
    const happenings = [notice, failure('replica-1'), word('replica-3', close(LAST))];
    const { closed, node } = after(replicaWith([BEFORE, LAST]), ...happenings);
    expect(closed).toMatchObject({ turn: 4 });
    expect(sends(node)).toContain('close > replica-3');
  });

  it('counts what came ahead of its turn', () => {
    const words = [word('replica-3', close(LAST)), word('replica-1', close(LAST))];
    const { closed } = after(replicaWith([BEFORE, LAST]), notice, ...words);
    expect(closed).toMatchObject({ turn: 4 });
  });

  it('does not count the early word of a coordinator that has failed since', () => {
    const happenings = [
      word('replica-3', close(BEFORE)),
      failure('replica-3'),
      word('replica-1', close(LAST)),
    ];
    const { closed } = after(replicaWith([BEFORE, LAST]), ...happenings);
    expect(closed).toMatchObject({ turn: 4, change: 'kept' });
  });

  it('takes the word of another for a notice', () => {
    const { end } = after(replicaWith([BEFORE]), word('replica-3', closing));
    expect(end.rounds[DEAD]).toMatchObject({ isRunning: true });
  });

  it('takes in a replica that never heard of the client', () => {
    const stranger = aReplica({ clients: { 'client-1.1': aRecord([]) } });
    const words = [
      word('replica-1', closing),
      word('replica-1', close(null)),
      word('replica-3', close(null)),
    ];
    const { end, closed } = after(stranger, ...words);
    expect(closed).toMatchObject({ turn: 0, change: 'kept' });
    expect(end.closed).toEqual([DEAD]);
  });

  it('ignores the last broadcast when it comes late, and acknowledges nothing', () => {
    const { end, node } = after(
      replicaWith([BEFORE]),
      word('replica-3', closing),
      word('client-2', LAST),
    );
    expect(end.clients[DEAD]?.queue).toEqual([BEFORE]);
    expect(sends(node)).not.toContain('ack > client-2');
  });

  it('is run for a client that has left, too: another replica may lack the proof for its q', () => {
    const left = aRecord([], { last: LAST, departed: true });
    const { end } = after(aReplica({ clients: { [DEAD]: left } }), notice);
    expect(end.rounds[DEAD]).toMatchObject({ isRunning: true, estimate: LAST });
  });

  it('is ended by the last replica alone', () => {
    const alone = replicaWith([BEFORE, LAST], { members: ['replica-2.1'] });
    expect(after(alone, notice).closed).toMatchObject({ turn: 4 });
  });
});

describe('a round and a newcomer', () => {
  const reserved = { newcomer: 'replica-4.1', attempt: 1 };
  const join: ToReplica = { type: 'join', clock: 1, newcomer: 'replica-4.1', attempt: 1 };
  const withdraw: ToReplica = { ...join, type: 'withdraw' };

  it('is not begun while a newcomer is on its way in', () => {
    const { end, node } = after(replicaWith([BEFORE], { reserved }), notice);
    expect(end.rounds).toEqual({});
    expect(node.requests.facts).toMatchObject([{ type: 'Mourns', defers: true }]);
  });

  it.each([
    ['it withdraws', word('replica-4', withdraw)],
    ['it fails', failure('replica-4')],
    ['it is live', word('replica-4', { type: 'live', clock: 1, newcomer: 'replica-4.1' })],
  ])('is begun when %s', (_, event) => {
    const { end } = after(replicaWith([BEFORE], { reserved }), notice, event);
    expect(end.rounds[DEAD]).toMatchObject({ isRunning: true });
  });

  it('turns a newcomer down', () => {
    const { node, end } = after(replicaWith([BEFORE]), notice, word('replica-4', join));
    expect(sends(node)).toContain('busy > replica-4');
    expect(end.reserved).toBeNull();
  });
});
