import { Plus } from 'lucide-react';
import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './Console.module.css';
import { ConsoleLines } from './ConsoleLines.tsx';
import { ConsolePrompt } from './ConsolePrompt.tsx';
import { join } from './look.ts';
import { usePlayground, useFace, useInterface, useReading } from './playground.ts';
import type { Face, Interface, Readings } from './playground.ts';

const selectClient = (state: Interface): string | null => state.client;
const selectRoles = (face: Face): Face['protocol']['roles'] => face.protocol.roles;
const readClients = (read: Readings): ReturnType<Readings['clients']> => read.clients();

/** The consoles: one tab a client, and a prompt that talks to the one in front or to all of them. */
export function Console({ aside }: { readonly aside?: ReactNode }): ReactNode {
  const { act } = usePlayground();
  const clients = useReading(readClients);
  const wanted = useInterface(selectClient);
  const current = clients.find((client) => client.id === wanted) ?? clients[0];
  return (
    <Tabs.Root
      className={styles.console}
      value={current?.id ?? ''}
      onValueChange={(client) => act.set({ client })}
    >
      <div className={styles.head}>
        <Tabs.List className={styles.tabs} aria-label="Clients">
          {clients.map(({ id, status }) => (
            <Tabs.Trigger key={id} value={id} className={join(styles.tab)} data-status={status}>
              {id}
              {status !== 'up' && <small> {status}</small>}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <AddClient count={clients.length} />
        {aside}
      </div>
      {clients.map(({ id, status }) => (
        <Tabs.Content key={id} value={id} className={styles.body} tabIndex={-1}>
          <ConsoleLines client={id} />
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

function AddClient({ count }: { readonly count: number }): ReactNode {
  const { act } = usePlayground();
  const roles = useFace(selectRoles);
  const found = Object.entries(roles).find(
    ([, role]) => role.family === 'client' && role.addLabel !== undefined,
  );
  if (found === undefined) return null;
  const [role, spec] = found;
  const full = count >= spec.most;
  return (
    <button
      type="button"
      className={styles.add}
      aria-disabled={full}
      title={full ? `${spec.most} clients are the most that this protocol takes` : undefined}
      onClick={() => !full && act.do({ type: 'add', role })}
    >
      <Plus size={14} aria-hidden />
      client
    </button>
  );
}
