import type { ReactNode } from 'react';
import { MenuItem } from '../controls/Menu.tsx';
import { openCard } from './open-card.ts';
import { usePlayground, useReading } from '../playground.ts';

/** Everything that can be done with a message, as items of a menu. */
export function FlightItems({ id }: { readonly id: number }): ReactNode {
  const playground = usePlayground();
  const flight = useReading((read) => read.flight(id));
  return (
    <>
      {flight?.actions.map(({ id: key, label, reason, intent }) => (
        <MenuItem
          key={key}
          title={label}
          reason={reason}
          onSelect={() => playground.act.do(intent)}
        />
      ))}
      <MenuItem title="Open its card" onSelect={() => openCard(playground, id)} />
    </>
  );
}
