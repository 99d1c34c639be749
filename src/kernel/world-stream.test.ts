import { describe, expect, it } from 'vitest';
import { flightOf, heardBy, STREAM, tell, testWorld } from './testing.ts';

const FAIL_STOP = { ...STREAM, failStop: true };

describe('a stream', () => {
  it('lets messages wait at a cut and go on in order when it heals', () => {
    const world = testWorld({ transport: STREAM });
    world.apply({ type: 'partition', groups: [['client-1'], ['server-1']] });
    for (const text of ['one', 'two', 'three']) tell(world, 'client-1', `say server-1 ${text}`);
    world.advanceTo(500);
    expect(heardBy(world, 'server-1')).toEqual([]);
    expect(world.parked).toHaveLength(3);
    world.apply({ type: 'heal' });
    world.advanceTo(600);
    expect(heardBy(world, 'server-1')).toEqual(
      ['one', 'two', 'three'].map((text) => `${text} from client-1`),
    );
  });

  it('mended in one direction goes on in that direction only', () => {
    const world = testWorld({ transport: STREAM });
    world.apply({ type: 'cut', from: 'client-1', to: 'client-2', bothWays: true });
    tell(world, 'client-1', 'say client-2 there');
    tell(world, 'client-2', 'say client-1 back');
    world.advanceTo(100);
    world.apply({ type: 'mend', from: 'client-1', to: 'client-2', bothWays: false });
    world.advanceTo(200);
    expect(heardBy(world, 'client-2')).toEqual(['there from client-1']);
    expect(heardBy(world, 'client-1')).toEqual([]);
  });

  it('tells the sender that the far end is down, and returns what could not be delivered', () => {
    const world = testWorld({ transport: STREAM });
    world.apply({ type: 'crash', node: 'server-1' });
    tell(world, 'client-1', 'say server-1 hello');
    expect(world.step()).toMatchObject({ kind: 'lost', loss: 'down', time: 10 });
    expect(world.step()).toMatchObject({ kind: 'unreachable', node: 'client-1', time: 20 });
    expect(heardBy(world, 'client-1')).toEqual(['no say to server-1']);
  });

  it('tells the sender too if the far end died and came back while the message was on its way', () => {
    // Regression: a message to a former life was lost without a word, and a client without a timeout waited for ever.
    const world = testWorld({ transport: STREAM });
    tell(world, 'client-1', 'say server-1 hello');
    world.apply({ type: 'crash', node: 'server-1' });
    world.apply({ type: 'restart', node: 'server-1' });
    expect(world.step()).toMatchObject({ kind: 'lost', loss: 'stale' });
    world.advanceTo(1000);
    expect(heardBy(world, 'client-1')).toEqual(['no say to server-1']);
  });

  it.each(['remove', 'crash'] as const)('refuses what is sent to a node after its %s', (type) => {
    const world = testWorld({ transport: STREAM });
    world.apply({ type, node: 'server-1' });
    tell(world, 'client-1', 'say server-1 hello');
    world.advanceTo(1000);
    expect(heardBy(world, 'client-1')).toEqual(['no say to server-1']);
  });

  it('refuses what is sent to a client that has left', () => {
    const world = testWorld({ transport: STREAM });
    tell(world, 'client-2', 'quit');
    tell(world, 'client-1', 'say client-2 hello');
    world.advanceTo(1000);
    expect(heardBy(world, 'client-1')).toEqual(['no say to client-2']);
  });

  it('refuses nothing to a sender that is down itself, nor what a rule dropped', () => {
    const world = testWorld({ transport: STREAM });
    world.apply({ type: 'crash', node: 'server-1' });
    tell(world, 'client-1', 'say server-1 hello');
    world.apply({ type: 'rule', rule: { id: 'r', action: { kind: 'drop' } } });
    tell(world, 'client-2', 'say server-1 hello');
    world.apply({ type: 'crash', node: 'client-1' });
    world.advanceTo(1000);
    expect(world.next()).toBeUndefined();
    expect(heardBy(world, 'client-2')).toEqual([]);
  });

  it('holds the refusal back at a cut, and behind what the far end had sent', () => {
    // Regression: a refusal passed a cut that came after it, and overtook what lay on its lane.
    const world = testWorld({ transport: STREAM });
    tell(world, 'client-2', 'say client-1 last');
    world.apply({ type: 'hold', flight: flightOf(world, 'last') });
    tell(world, 'client-2', 'quit');
    tell(world, 'client-1', 'say client-2 hello');
    world.advanceTo(15);
    world.apply({ type: 'cut', from: 'client-2', to: 'client-1', bothWays: false });
    world.advanceTo(100);
    world.apply({ type: 'heal' });
    world.advanceTo(200);
    expect(heardBy(world, 'client-1')).toEqual([]);
    world.apply({ type: 'release', flight: flightOf(world, 'last') });
    world.advanceTo(300);
    expect(heardBy(world, 'client-1')).toEqual(['last from client-2', 'no say to client-2']);
  });

  it('refuses nothing across a cut: there is silence until it heals', () => {
    const world = testWorld({ transport: STREAM });
    tell(world, 'client-1', 'say server-1 hello');
    world.apply({ type: 'crash', node: 'server-1' });
    world.apply({ type: 'cut', from: 'server-1', to: 'client-1', bothWays: false });
    world.advanceTo(1000);
    expect(heardBy(world, 'client-1')).toEqual([]);
    world.apply({ type: 'heal' });
    world.advanceTo(2000);
    expect(heardBy(world, 'client-1')).toEqual(['no say to server-1']);
  });

  it('gives no refusal to a later life of the sender', () => {
    const world = testWorld({ transport: STREAM });
    world.apply({ type: 'crash', node: 'server-1' });
    tell(world, 'client-1', 'say server-1 hello');
    world.advanceTo(15);
    world.apply({ type: 'crash', node: 'client-1' });
    world.apply({ type: 'restart', node: 'client-1' });
    expect(world.step()).toMatchObject({ kind: 'lost', loss: 'stale' });
    expect(heardBy(world, 'client-1')).toEqual([]);
  });

  it('turns loss into delay', () => {
    const world = testWorld({ transport: STREAM, weather: { lossPercent: 100 } });
    tell(world, 'client-1', 'say server-1 slow');
    world.advanceTo(10_009);
    expect(heardBy(world, 'server-1')).toEqual([]);
    world.advanceTo(10_010);
    expect(heardBy(world, 'server-1')).toEqual(['slow from client-1']);
  });

  it('lets what was sent behind a held message wait for it', () => {
    const world = testWorld({ transport: STREAM });
    tell(world, 'client-1', 'say server-1 one');
    tell(world, 'client-1', 'say server-1 two');
    tell(world, 'client-2', 'say server-1 other');
    world.apply({ type: 'hold', flight: flightOf(world, 'one') });
    world.advanceTo(100);
    expect(heardBy(world, 'server-1')).toEqual(['other from client-2']);
    expect(world.parked.map(({ reason }) => reason)).toEqual(['held', 'behind']);
    world.apply({ type: 'release', flight: flightOf(world, 'one') });
    world.advanceTo(100);
    expect(heardBy(world, 'server-1').slice(1)).toEqual(['one from client-1', 'two from client-1']);
  });

  it('goes on behind a message that was dropped by hand', () => {
    const world = testWorld({ transport: STREAM });
    tell(world, 'client-1', 'say server-1 one');
    tell(world, 'client-1', 'say server-1 two');
    world.apply({ type: 'hold', flight: flightOf(world, 'one') });
    world.advanceTo(100);
    world.apply({ type: 'drop', flight: flightOf(world, 'one') });
    world.advanceTo(100);
    expect(heardBy(world, 'server-1')).toEqual(['two from client-1']);
  });
});

describe('a fail-stop notice', () => {
  it('arrives after everything that the dead node sent, at everybody who is up', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const world = testWorld({ transport: FAIL_STOP, weather: { latencyMs: [0, 500] }, seed });
      for (const text of ['one', 'two']) tell(world, 'client-1', `say server-1 ${text}`);
      world.apply({ type: 'crash', node: 'client-1' });
      world.advanceTo(2000);
      expect(heardBy(world, 'server-1')).toEqual([
        'one from client-1',
        'two from client-1',
        'client-1 failed',
      ]);
      expect(heardBy(world, 'server-2')).toEqual(['client-1 failed']);
      expect(heardBy(world, 'client-2')).toEqual(['client-1 failed']);
    }
  });

  it('waits behind a cut with what the dead node sent', () => {
    // Regression: after the heal the notice came at once, before the message, which still had to travel.
    const world = testWorld({ transport: FAIL_STOP });
    tell(world, 'client-1', 'say server-1 last');
    world.apply({ type: 'cut', from: 'client-1', to: 'server-1', bothWays: true });
    world.apply({ type: 'crash', node: 'client-1' });
    world.advanceTo(500);
    expect(heardBy(world, 'server-1')).toEqual([]);
    world.apply({ type: 'heal' });
    world.advanceTo(1000);
    expect(heardBy(world, 'server-1')).toEqual(['last from client-1', 'client-1 failed']);
  });

  it('travels on from a healed cut like a message', () => {
    // Regression: with nothing before it on its lane it arrived in the very moment of the heal.
    const world = testWorld({ transport: FAIL_STOP });
    world.apply({ type: 'cut', from: 'client-1', to: 'server-1', bothWays: true });
    world.apply({ type: 'crash', node: 'client-1' });
    world.advanceTo(500);
    world.apply({ type: 'heal' });
    world.advanceTo(509);
    expect(heardBy(world, 'server-1')).toEqual([]);
    world.advanceTo(510);
    expect(heardBy(world, 'server-1')).toEqual(['client-1 failed']);
  });

  it('stands between what two lives have sent, even if the second begins at once', () => {
    // Regression: the last messages of the first life were lost when the node was back before they arrived.
    const world = testWorld({ transport: FAIL_STOP });
    tell(world, 'client-1', 'say server-1 old');
    world.apply({ type: 'crash', node: 'client-1' });
    world.apply({ type: 'restart', node: 'client-1' });
    tell(world, 'client-1', 'say server-1 new');
    world.apply({ type: 'crash', node: 'client-1' });
    world.advanceTo(1000);
    expect(heardBy(world, 'server-1')).toEqual([
      'old from client-1',
      'client-1 failed',
      'new from client-1',
      'client-1 failed',
    ]);
  });

  it('comes to a node that starts for everybody who is down, and for nobody else', () => {
    // Regression: who was down when a peer failed never learnt of it.
    const world = testWorld({ transport: FAIL_STOP, servers: 3 });
    world.apply({ type: 'crash', node: 'server-1' });
    world.apply({ type: 'crash', node: 'server-2' });
    world.apply({ type: 'crash', node: 'client-2' });
    world.apply({ type: 'restart', node: 'client-2' });
    world.apply({ type: 'crash', node: 'server-3' });
    world.apply({ type: 'remove', node: 'server-3' });
    world.advanceTo(1000);
    world.apply({ type: 'restart', node: 'server-1' });
    world.apply({ type: 'add', role: 'server' });
    world.advanceTo(2000);
    for (const node of ['server-1', 'server-4'])
      expect(heardBy(world, node)).toEqual(['server-2 failed']);
  });

  it('comes once: removing a node that has crashed is no second crash', () => {
    const world = testWorld({ transport: FAIL_STOP });
    world.apply({ type: 'crash', node: 'server-1' });
    world.apply({ type: 'remove', node: 'server-1' });
    world.advanceTo(1000);
    expect(heardBy(world, 'server-2')).toEqual(['server-1 failed']);
  });

  it('does not come where the model has none', () => {
    const world = testWorld({ transport: STREAM });
    world.apply({ type: 'crash', node: 'server-1' });
    world.advanceTo(1000);
    expect(heardBy(world, 'server-2')).toEqual([]);
  });

  it('reaches no later life than the one it was sent to', () => {
    const world = testWorld({ transport: FAIL_STOP });
    world.apply({ type: 'crash', node: 'server-1' });
    world.apply({ type: 'crash', node: 'server-2' });
    world.apply({ type: 'restart', node: 'server-1' });
    world.apply({ type: 'restart', node: 'server-2' });
    world.advanceTo(1000);
    expect(heardBy(world, 'server-2')).toEqual([]);
  });
});
