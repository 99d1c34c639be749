import { render } from '@testing-library/react';
import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import { PlaygroundContext } from './playground.ts';
import type { FakePlayground } from './testing.ts';

/** Renders a panel in a cardboard playground, for tests. */
export function show(playground: FakePlayground, panel: ReactNode): FakePlayground {
  render(
    <PlaygroundContext value={playground}>
      <Tooltip.Provider>{panel}</Tooltip.Provider>
    </PlaygroundContext>,
  );
  return playground;
}
