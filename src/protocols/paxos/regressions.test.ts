/** Runs of the sweep that once failed. */
import { describe, expect, it } from 'vitest';
import { sweepSeed, SWEEP_DEFAULTS } from '../../checks/sweep.ts';
import { initialOptions } from '../protocol.ts';
import { protocolCalled } from '../registry.ts';

const paxos = protocolCalled('paxos');

describe('a seed that once failed comes right', () => {
  it.each([
    ['a refusal that came late was held against the next life of a server', 405, {}],
    ['polls began the wait for a Commit anew, for ever', 497, { multiPaxos: true }],
  ])('%s (seed %i)', (_, seed, change) => {
    const options = { ...initialOptions(paxos), ...change };
    const settings = { ...SWEEP_DEFAULTS, faults: 'heavy', options, flaws: [] } as const;
    expect(sweepSeed(paxos, seed, settings).failure).toBeNull();
  });
});
