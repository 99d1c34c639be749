import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { join } from '../look.ts';
import { Menu, MenuItem } from '../controls/Menu.tsx';
import styles from './Pickers.module.css';
import { usePlayground, useFace, useReading } from '../playground.ts';
import type { Face, ProtocolFace } from '../faces.ts';
import type { Readings } from '../playground.ts';

const selectProtocol = (face: Face): ProtocolFace => face.protocol;
const readProtocols = (read: Readings): readonly ProtocolFace[] => read.protocols();

/** The protocol on the stage, and the others. */
export function ProtocolMenu({ bare = false }: { readonly bare?: boolean }): ReactNode {
  const { act } = usePlayground();
  const { id, title } = useFace(selectProtocol);
  const protocols = useReading(readProtocols);
  return (
    <Menu
      label="Protocols"
      trigger={
        <button
          type="button"
          className={join(styles.picker, styles.firm)}
          aria-label={`Protocol: ${title}`}
        >
          {!bare && <span>protocol</span>}
          <b>{title}</b>
          <ChevronDown size={14} aria-hidden />
        </button>
      }
    >
      {protocols.map((protocol) => (
        <MenuItem
          key={protocol.id}
          title={protocol.title}
          detail={`${protocol.summary} · ${protocol.source}`}
          current={protocol.id === id}
          onSelect={() => act.open({ protocol: protocol.id })}
        />
      ))}
    </Menu>
  );
}
