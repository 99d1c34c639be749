import { Plus } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import type { ChatLine } from '../../protocols/views.ts';
import { ChatConsole } from './ChatConsole.tsx';
import styles from './Console.module.css';
import controls from '../controls/Controls.module.css';
import { useMore } from '../controls/use-more.ts';
import { ConsoleLines } from './ConsoleLines.tsx';
import { ConsolePrompt } from './ConsolePrompt.tsx';
import { join } from '../look.ts';
import { usePlayground, useFace, useInterface, useReading } from '../playground.ts';
import type { Face, Interface } from '../faces.ts';
import type { Readings } from '../playground.ts';

type Pane = 'chat' | 'commands';

const selectClient = (state: Interface): string | null => state.client;
const selectRoles = (face: Face): Face['protocol']['roles'] => face.protocol.roles;
const readClients = (read: Readings): ReturnType<Readings['clients']> => read.clients();

/** The consoles: one tab a client, and a prompt that talks to the one in front or to all of them. */
export function Console({ aside }: { readonly aside?: ReactNode }): ReactNode {
  const { act } = usePlayground();
  const clients = useReading(readClients);
  const wanted = useInterface(selectClient);
  const current = clients.find((client) => client.id === wanted) ?? clients[0];
  const chat = useChat(current?.id ?? null);
  const [pane, setPane] = useState<Pane>('chat');
  const tabs = useMore(current?.id ?? '');
  return (
    <Tabs.Root
      className={styles.console}
      value={current?.id ?? ''}
      onValueChange={(client) => act.set({ client })}
    >
      <div className={styles.head}>
        <Tabs.List ref={tabs} className={join(styles.tabs, controls.more)} aria-label="Clients">
          {clients.map(({ id, status }) => (
            <Tabs.Trigger key={id} value={id} className={join(styles.tab)} data-status={status}>
              {id}
              {status !== 'up' && <small> {status}</small>}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <AddClient count={clients.length} />
        {chat !== null && <Panes pane={pane} onChange={setPane} />}
        {aside}
      </div>
      {clients.map(({ id, status }) => (
        <Tabs.Content key={id} value={id} className={styles.body} tabIndex={-1}>
          {chat !== null && pane === 'chat' ? (
            <ChatConsole client={id} lines={chat} />
          ) : (
            <ConsoleLines client={id} />
          )}
          <ConsolePrompt
            client={id}
            status={status}
            everybody={clients.map((client) => client.id)}
          />
        </Tabs.Content>
      ))}
      {clients.length === 0 && <p className={styles.empty}>No client is left: add one to type.</p>}
    </Tabs.Root>
  );
}

function useChat(client: string | null): readonly ChatLine[] | null {
  return useReading((read) => (client === null ? null : read.chat(client)));
}

interface PanesProps {
  readonly pane: Pane;
  readonly onChange: (pane: Pane) => void;
}

/** Whether a client's window shows the chat or its commands. */
function Panes({ pane, onChange }: PanesProps): ReactNode {
  return (
    <fieldset className={styles.panes} aria-label="What the window shows">
      {(['chat', 'commands'] as const).map((name) => (
        <button
          key={name}
          type="button"
          className={styles.tab}
          aria-pressed={pane === name}
          onClick={() => onChange(name)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}

function AddClient({ count }: { readonly count: number }): ReactNode {
  const { act } = usePlayground();
  const roles = useFace(selectRoles);
  const found = Object.entries(roles).find(
    ([, role]) => role.family === 'client' && role.addLabel !== undefined,
  );
  const reason = useReading((read) =>
    found === undefined ? null : read.whyNot({ type: 'add', role: found[0] }),
  );
  if (found === undefined) return null;
  const [role, spec] = found;
  const why =
    count >= spec.most ? `${spec.most} clients are the most that this protocol takes` : reason;
  return (
    <button
      type="button"
      className={styles.add}
      aria-disabled={why !== null}
      title={why ?? undefined}
      onClick={() => why === null && act.do({ type: 'add', role })}
    >
      <Plus size={14} aria-hidden />
      client
    </button>
  );
}
