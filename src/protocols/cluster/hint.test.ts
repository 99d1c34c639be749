/** What the page suggests must be true of the version that runs. */
import { expect, it } from 'vitest';
import { hint } from './hint.ts';
import { VERSIONS, type Version } from './ladder.ts';
import { act, clusterWorld, flow } from './testing.ts';

function hinted(version: Version, done: readonly 'command'[], crashed: boolean): string {
  const world = clusterWorld({ version });
  flow(world, 1500);
  if (crashed) act(world, { type: 'crash', node: 'node-1' });
  return hint(world, new Set(done));
}

it('a redirect is promised from 2.2.0 on, where there is one', () => {
  const promising = VERSIONS.filter((version) =>
    hinted(version, [], false).includes('sends you on'),
  );
  expect(promising).toEqual(['2.2.0', '3.0.0']);
});

it('what a node has missed is sent to it from 3.0.0 on', () => {
  const sending = VERSIONS.filter((version) => hinted(version, [], true).includes('it missed'));
  expect(sending).toEqual(['3.0.0']);
});

it('the first thing to do is offered until it was done', () => {
  for (const version of ['2.1.0', '2.2.0', '3.0.0'] as const) {
    expect(hinted(version, [], false)).toContain('`set pear 2`');
    expect(hinted(version, ['command'], false)).toContain('**Click node-3**');
  }
});
