/** The load balancer, one handler at a time, and its counters along the walk-through. */
import { describe, expect, it } from 'vitest';
import { Run } from '../../run/run.ts';
import { freshRecipe } from '../../run/recipe.ts';
import { protocolCalled } from '../registry.ts';
import { balancer } from './balancer.ts';
import type { Fact } from './facts.ts';
import type { ToBalancer } from './messages.ts';
import type { BalancerState } from './states.ts';
import { aBalancer, loadsOf, outside } from './testing.ts';
import type { Seat } from './values.ts';

const node = () => outside('balancer-1');
const init = (request = 1): ToBalancer => ({ type: 'route', request, failed: null });
const retry = (server: string, request = 2, life = 1): ToBalancer => {
  return { type: 'route', request, failed: { server, life } };
};

/** The balancer after what several clients asked, each in turn. */
function after(state: BalancerState, ...asked: readonly (readonly [string, ToBalancer])[]) {
  return asked.reduce(
    (next, [from, message]) => balancer.onMessage(next, message, from, node()),
    state,
  );
}

function seatOf(state: BalancerState, client: string): Seat | undefined {
  return state.answered[client]?.seat;
}

describe('registration', () => {
  it('waits for all servers, then tells everybody who waited', () => {
    const outside1 = outside('balancer-1', { founding: true });
    const fresh = balancer.boot(outside1, {});
    expect(fresh.required).toBe(3);
    const asked = after(fresh, ['client-1', init()]);
    expect(asked.waiting).toEqual([{ client: 'client-1', request: 1 }]);
    const two = after(
      asked,
      ['server-3', { type: 'register', life: 1 }],
      ['server-1', { type: 'register', life: 1 }],
    );
    expect(two.phase).toBe('gathering');
    const last = node();
    const all = balancer.onMessage(two, { type: 'register', life: 1 }, 'server-2', last);
    expect(all.phase).toBe('serving');
    expect(last.requests.sends.map(({ to, message }) => [to, message])).toEqual([
      ['server-1', { type: 'registered', status: 'ok' }],
      ['server-2', { type: 'registered', status: 'ok' }],
      ['server-3', { type: 'registered', status: 'ok' }],
      ['client-1', expect.objectContaining({ type: 'routed', status: 'ok' })],
    ]);
    expect(loadsOf(all)).toEqual([1, 0, 0]);
  });

  it('turns a server away that is not one of the cluster', () => {
    const here = node();
    const state = aBalancer();
    const next = balancer.onMessage(state, { type: 'register', life: 1 }, 'server-4', here);
    expect(next).toBe(state);
    expect(here.requests.sends).toEqual([
      { to: 'server-4', message: { type: 'registered', status: 'invalid' } },
    ]);
  });
});

describe('INIT', () => {
  it('gives the least loaded server, ties to the lowest number', () => {
    const state = after(aBalancer(), ['a', init()], ['b', init()], ['c', init()], ['d', init()]);
    expect(['a', 'b', 'c', 'd'].map((client) => seatOf(state, client)?.server)).toEqual([
      'server-1',
      'server-2',
      'server-3',
      'server-1',
    ]);
    expect(loadsOf(state)).toEqual([2, 1, 1]);
  });

  it('repeated for want of an answer counts once', () => {
    const state = after(aBalancer(), ['a', init()], ['a', init()]);
    expect(loadsOf(state)).toEqual([1, 0, 0]);
  });
});

describe('RETRY', () => {
  it('marks the named server failed, sets its load to zero and gives another', () => {
    const state = after(aBalancer(), ['a', init()], ['b', init()], ['a', retry('server-1')]);
    expect(state.servers[0]).toMatchObject({ failed: true, load: 0 });
    expect(seatOf(state, 'a')?.server).toBe('server-3');
    expect(loadsOf(state)).toEqual([0, 1, 1]);
  });

  it('names one that nobody had reported dead: it is marked, and the next is given (gap n)', () => {
    const state = after(
      aBalancer(),
      ['a', init()],
      ['a', retry('server-1')],
      ['a', retry('server-2', 3)],
    );
    const stopped = node();
    balancer.onMessage(state, init(9), 'b', stopped);
    expect(stopped.requests.sends).toEqual([
      { to: 'b', message: { type: 'routed', request: 9, status: 'most-failed' } },
    ]);
  });

  it('with more than f failed stops the service, and a registration resumes it (gap o)', () => {
    const stopped = after(aBalancer(), ['a', retry('server-1', 1)], ['b', retry('server-2', 1)]);
    expect(stopped.waiting.map(({ client }) => client)).toEqual(['b']);
    const here = node();
    const resumed = balancer.onMessage(stopped, { type: 'register', life: 2 }, 'server-1', here);
    const types = here.requests.facts.map(({ type }: Fact) => type);
    expect(types).toEqual(['Registers', 'Resumes', 'Routes']);
    expect(seatOf(resumed, 'b')?.server).toBe('server-1');
  });

  it('about a life that is over does the new one no harm (gap g)', () => {
    const back = after(aBalancer(), ['server-1', { type: 'register', life: 2 }]);
    const state = after(back, ['a', retry('server-1', 1, 1)]);
    expect(state.servers.map(({ failed }) => failed)).toEqual([false, false, false]);
  });

  it('never counts more or fewer failed than there are (gap g)', () => {
    const state = after(
      aBalancer(),
      ['server-1', { type: 'register', life: 2 }],
      ['server-1', { type: 'register', life: 3 }],
      ['a', retry('server-2', 1)],
      ['b', retry('server-3', 1)],
    );
    expect(state.servers.filter(({ failed }) => failed)).toHaveLength(2);
    expect(state.waiting.map(({ client }) => client)).toEqual(['b']);
  });
});

describe('after a crash of its own', () => {
  it('asks everybody, serves when a majority has answered, and counts who sits where', () => {
    const boot = outside('balancer-1', { incarnation: 2 });
    const fresh = balancer.boot(boot, {});
    expect(boot.requests.sends.map(({ to }) => to)).toEqual([
      'client-1',
      'client-2',
      'server-1',
      'server-2',
      'server-3',
    ]);
    const state = after(
      fresh,
      ['client-1', { type: 'seated', seat: { server: 'server-2', life: 1 } }],
      ['client-1', { type: 'seated', seat: { server: 'server-2', life: 1 } }],
      ['server-3', { type: 'register', life: 1 }],
      ['server-2', { type: 'register', life: 1 }],
    );
    expect(state.phase).toBe('serving');
    expect(loadsOf(state)).toEqual([0, 1, 0]);
  });
});

describe('the walk-through W1', () => {
  it('shows the counters of the original after each step', () => {
    const paxos = protocolCalled('paxos');
    const run = new Run(paxos, freshRecipe(paxos, { scenario: 'disconnect' }));
    const seen: string[] = [];
    const untilMs = run.scenario?.untilMs ?? 0;
    for (let event = run.next(untilMs); event !== null; event = run.next(untilMs)) {
      const [state] = run.world.nodes('balancer').map((found) => found.state);
      const text = JSON.stringify(
        state !== undefined && 'servers' in state && Array.isArray(state.servers)
          ? state.servers.map(({ load, failed }) => `${load}${failed ? '✗' : ''}`)
          : [],
      );
      if (seen.at(-1) !== text) seen.push(text);
    }
    expect(seen).toEqual([
      '["0","0","0"]',
      '["1","0","0"]',
      '["1","1","0"]',
      '["0✗","1","1"]',
      '["0","1","1"]',
      '["1","1","1"]',
    ]);
  });
});
