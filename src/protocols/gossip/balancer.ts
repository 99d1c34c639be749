/**
 * The load balancer: puts everything in one order and lets the replicas gossip one entry at a time.
 *
 * Every command, join and crash is stamped with `selfState` and queued. The head of the queue is released only when all members
 * have reported the same state and the head's index equals it: then the last entry has reached everybody and the next may go,
 * to two members at random in case one is dead. Entry #i leads to state i + 1. A member silent for longer than the crash
 * timeout leaves the list, and its crash goes through the queue like everything else.
 *
 * A join takes two steps under one index: NODE, at the head, makes the newcomer a member and sends it the list; the queue then waits
 * for its first report; ADD is gossiped to everybody. Into an empty membership a newcomer is let at once, wherever its NODE
 * stands in the queue: nobody else could bring the queue forward.
 *
 * Source: README of the simple gossip database, "Load Balance Server"; gaps a to k of its implementation are closed here.
 */
import type { Process } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import { evictSilent, onNode, onReport } from './membership.ts';
import {
  type BalancerState,
  firstSession,
  type GossipVocabulary,
  type Member,
} from './messages.ts';
import { onCommand, releaseHead, resend } from './queue.ts';
import { answerCensus, askEverybody, endCensus } from './recovery.ts';

const CHECK_MS = 1000;

const BLANK: BalancerState = {
  phase: 'serving',
  era: 0,
  selfState: 0,
  nodeState: 0,
  queue: [],
  inflight: null,
  members: [],
  receipts: {},
};

export const balancer: Process<GossipVocabulary, 'balancer'> = {
  durable: [],

  boot(node) {
    node.setTimer('check', CHECK_MS);
    if (!node.founding) return askEverybody(BLANK, node);
    const members = node.peers('replica').map((id): Member => {
      return { id, session: firstSession(1), state: 0, heardAt: 0, welcome: null };
    });
    return { ...BLANK, members };
  },

  onMessage(state, message, from, node) {
    if (state.phase === 'recovering') return answerCensus(state, message, from, node);
    switch (message.type) {
      case 'command':
        return releaseHead(onCommand(state, message, from, node), node);
      case 'node':
        return releaseHead(onNode(state, message, from, node), node);
      case 'state': {
        const heard = onReport(state, message, from, node);
        // Gap d: the original looked for the silent only when somebody spoke.
        return releaseHead(node.flaw('check-on-report') ? evictSilent(heard, node) : heard, node);
      }
      default:
        return unreachable(message);
    }
  },

  onTimer(state, timer, node) {
    switch (timer) {
      case 'check':
        node.setTimer('check', CHECK_MS);
        if (state.phase === 'recovering' || node.flaw('check-on-report')) return state;
        return releaseHead(evictSilent(state, node), node);
      case 'resend':
        return resend(state, node);
      case 'census':
        return releaseHead(endCensus(state, node), node);
      case 'turn':
      case 'beat':
      case 'join':
      case 'pull':
      case 'retry':
        return state; // the timers of other roles
      default:
        return unreachable(timer);
    }
  },
};
