import type { ReactNode } from 'react';
import styles from './Dialogs.module.css';
import { Legend } from './Legend.tsx';
import { Modal } from './Modal.tsx';
import { usePlayground, useFace, useInterface } from '../playground.ts';
import type { Face, Interface } from '../faces.ts';
import { SHORTCUTS } from '../shortcuts.ts';

const selectHelp = (state: Interface): boolean => state.help;
const selectProtocol = (face: Face): Face['protocol'] => face.protocol;

/** What the page is for, what can be typed, and every key. */
export function HelpDialog(): ReactNode {
  return useInterface(selectHelp) ? <Help /> : null;
}

function setUpKeys({ setUps }: Face['protocol']): typeof SHORTCUTS {
  return setUps.map(({ key, title }) => [[key.toUpperCase()], title.toLowerCase()]);
}

function Help(): ReactNode {
  const { act } = usePlayground();
  const protocol = useFace(selectProtocol);
  return (
    <Modal
      title="Help"
      summary="A cluster of simulated processes. Break it, watch why it holds or does not, go back, and try otherwise."
      onClose={() => act.set({ help: false })}
    >
      <div className={styles.help}>
        <section aria-label="Commands">
          <h3>
            What {protocol.title} understands <small>{protocol.source}</small>
          </h3>
          <dl className={styles.commands}>
            {protocol.console.commands.map((command) => (
              <div key={command.verb}>
                <dt>
                  <code>{command.usage}</code>
                </dt>
                <dd>{command.help}</dd>
              </div>
            ))}
          </dl>
        </section>
        <Legend />
        <section aria-label="Keys">
          <h3>Keys</h3>
          <dl className={styles.keys}>
            {[...SHORTCUTS, ...setUpKeys(protocol)].map(([keys, what]) => (
              <div key={what}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Modal>
  );
}
