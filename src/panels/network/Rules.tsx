import { useState, type ReactNode } from 'react';
import type { Intent, MessageRule } from '../../kernel/intent.ts';
import { ActionButtons } from '../controls/ActionButtons.tsx';
import { Choice } from '../controls/Choice.tsx';
import controls from '../controls/Controls.module.css';
import styles from './Network.module.css';
import { usePlayground, useReading } from '../playground.ts';
import type { Readings } from '../playground.ts';
import type { NetworkReading } from '../readings.ts';

const ANY = 'any';
const ACTIONS = [
  ['drop', 'are dropped'],
  ['duplicate', 'are doubled'],
  ['delay', 'are delayed by'],
] as const;
type Kind = MessageRule['action']['kind'];
const DELAY_MS = 500;

const readIds = (read: Readings): readonly string[] => read.nodes().map((node) => node.id);

/** "Messages of type X from A to B are dropped, doubled or delayed." */
export function Rules({ network }: { readonly network: NetworkReading }): ReactNode {
  const { act } = usePlayground();
  return (
    <section aria-label="Message rules">
      <header>
        <h2>Message rules</h2>
      </header>
      {network.rules.map((rule) => (
        <div key={rule.id} className={styles.cut}>
          <span>{ruleText(rule)}</span>
          <button
            type="button"
            className={controls.button}
            aria-label={`Remove the rule: ${ruleText(rule)}`}
            onClick={() => act.do({ type: 'unrule', id: rule.id })}
          >
            Remove
          </button>
        </div>
      ))}
      <NewRule network={network} />
    </section>
  );
}

function NewRule({ network }: { readonly network: NetworkReading }): ReactNode {
  const ids = useReading(readIds);
  const [type, setType] = useState(ANY);
  const [from, setFrom] = useState(ANY);
  const [to, setTo] = useState(ANY);
  const [kind, setKind] = useState<Kind>('drop');
  const [delayMs, setDelayMs] = useState(DELAY_MS);
  const nodes = [[ANY, 'anybody'] as const, ...ids.map((id) => [id, id] as const)];
  const types = [
    [ANY, 'all messages'] as const,
    ...network.messageTypes.map((t) => [t, t] as const),
  ];
  const rule: MessageRule = {
    id: freeId(network.rules),
    ...(type === ANY ? {} : { type }),
    ...(from === ANY ? {} : { from }),
    ...(to === ANY ? {} : { to }),
    action: kind === 'delay' ? { kind, delayMs } : { kind },
  };
  return (
    <div className={styles.rule}>
      <Choice label="Type of message" value={type} choices={types} onChange={setType} />
      <div>
        <span>from</span>
        <Choice label="From" value={from} choices={nodes} onChange={setFrom} />
        <span>to</span>
        <Choice label="To" value={to} choices={nodes} onChange={setTo} />
      </div>
      <div>
        <Choice
          label="What happens to them"
          value={kind}
          choices={ACTIONS}
          onChange={(value) => setKind(ACTIONS.find(([key]) => key === value)?.[0] ?? 'drop')}
        />
        {kind === 'delay' && <Delay ms={delayMs} onChange={setDelayMs} />}
        <AddRule rule={rule} />
      </div>
    </div>
  );
}

/** Greyed while such a rule lies outside what the protocol is made for; it then says why. */
function AddRule({ rule }: { readonly rule: MessageRule }): ReactNode {
  const intent: Intent = { type: 'rule', rule };
  const reason = useReading((read) => read.whyNot(intent));
  return (
    <ActionButtons
      label="Add the rule"
      actions={[{ id: 'add', label: 'Add rule', reason, intent }]}
      className={undefined}
    />
  );
}

interface DelayProps {
  readonly ms: number;
  readonly onChange: (ms: number) => void;
}

function Delay({ ms, onChange }: DelayProps): ReactNode {
  return (
    <label className={styles.amount}>
      <input
        className={controls.field}
        aria-label="Delay in milliseconds"
        type="number"
        min={1}
        max={60000}
        value={ms}
        onChange={({ target }) => onChange(Math.max(1, Math.round(target.valueAsNumber || 1)))}
      />
      ms
    </label>
  );
}

function freeId(rules: readonly MessageRule[]): string {
  let number = rules.length + 1;
  while (rules.some((rule) => rule.id === `rule-${number}`)) number += 1;
  return `rule-${number}`;
}

/** A rule as a sentence. */
export function ruleText(rule: MessageRule): string {
  const ends = [
    rule.from === undefined ? '' : ` from ${rule.from}`,
    rule.to === undefined ? '' : ` to ${rule.to}`,
  ];
  const words = { drop: 'dropped', duplicate: 'doubled', delay: 'delayed by' };
  const amount = rule.action.kind === 'delay' ? ` ${rule.action.delayMs} ms` : '';
  return `${rule.type ?? 'all messages'}${ends.join('')}: ${words[rule.action.kind]}${amount}`;
}
