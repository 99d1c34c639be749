/** What a worker says of its votes, its doubts and what becomes of them. */
import { unreachable } from '../../kernel/process.ts';
import type { FactDescription } from '../protocol.ts';
import type { WorkerFact } from './facts.ts';
import { numbers, WHY_NO } from './texts.ts';
import { list, say } from '../words.ts';

type Of<T extends WorkerFact['type']> = Extract<WorkerFact, { type: T }>;

const BOOK = 'Bernstein, Hadzilacos and Goodman 1987';

export function describeWorkerFact(fact: WorkerFact): FactDescription {
  switch (fact.type) {
    case 'Prepared':
      return say(`logs prepared #${fact.txid} (${fact.key}: ${fact.value}) and votes yes`, {
        epoch: fact.txid,
      });
    case 'VotedNo':
      return say(`votes no on #${fact.txid}`, {
        epoch: fact.txid,
        reason: `It ${WHY_NO[fact.reason]}`,
        source: `${BOOK}, 7.4`,
      });
    case 'Committed':
      return say(`logs committed #${fact.txid}: ${fact.key} is ${fact.value}`, {
        epoch: fact.txid,
        tone: 'good',
        reason: fact.wasAsking ? `${fact.from} told it; its doubt is over` : null,
      });
    case 'Aborted':
      return say(`logs aborted #${fact.txid}`, {
        epoch: fact.txid,
        reason: fact.wasAsking ? `${fact.from} told it; its doubt is over` : null,
      });
    case 'ActsAlone':
      return say(`takes it on itself to ${fact.decision} #${fact.txid}`, {
        epoch: fact.txid,
        reason: 'A rule is switched off: nobody has told it so',
      });
    case 'NothingToCommit':
      return say(`has nothing to commit for #${fact.txid}`, {
        reason: WHY_NOTHING[fact.standing],
      });
    case 'InDoubt':
    case 'Uncertain':
    case 'PeerTold':
    case 'RenouncesVote':
      return describeDoubt(fact);
    default:
      return unreachable(fact);
  }
}

const WHY_NOTHING = {
  committed: 'It has committed that already',
  aborted: 'Its log says aborted',
  unknown: 'Its log has nothing about that transaction',
} as const;

const WHY_UNCERTAIN = {
  prepared: 'It has voted yes and is in doubt itself',
  'log-lost': 'Its disk was wiped: it may have voted yes',
} as const;

function describeDoubt(
  fact: Of<'InDoubt' | 'Uncertain' | 'PeerTold' | 'RenouncesVote'>,
): FactDescription {
  switch (fact.type) {
    case 'InDoubt':
      return say(`is in doubt about ${numbers(fact.txids)} and asks ${list(fact.asks)}`, {
        epoch: fact.txids[0] ?? null,
        reason: 'It has voted yes and has heard no decision: it may neither commit nor abort',
        source: `${BOOK}, 7.3: uncertainty`,
      });
    case 'Uncertain':
      return say(`cannot help ${fact.peer} with #${fact.txid}`, {
        epoch: fact.txid,
        reason: WHY_UNCERTAIN[fact.why],
        source: `${BOOK}, 7.4: cooperative termination`,
      });
    case 'PeerTold':
      return say(`tells ${fact.peer}: ${fact.decision} #${fact.txid}`, {
        epoch: fact.txid,
        source: `${BOOK}, 7.4: cooperative termination`,
      });
    case 'RenouncesVote':
      return say(`logs aborted #${fact.txid}, on which it has not voted`, {
        epoch: fact.txid,
        reason: `${fact.peer} is in doubt; without this vote nobody can have committed, and it will never be yes`,
        source: `${BOOK}, 7.4: cooperative termination`,
      });
    default:
      return unreachable(fact);
  }
}
