import type { FlawSpec } from '../protocol.ts';
import type { LamportVocabulary } from './messages.ts';

/** Single rules that can be switched off; most are what the original program did. */
export const flaws: readonly FlawSpec<LamportVocabulary>[] = [
  {
    name: 'no-stability-test',
    title: 'Requests are executed as they come',
    help: 'A replica does not wait for a head request of every client. Two replicas that hear two clients in different order execute in different order.',
    source: 'Schneider 1990, section 3.2.1',
    caughtBy: 'stable-before-executed',
    scenario: 'concurrent-edits',
  },
  {
    name: 'no-dummies',
    title: 'A client with nothing to say is silent',
    help: 'Nobody can tell whether something smaller is still to come from it, and its own last request lacks its proof: everything stands still.',
    source: 'README of the distributed vaccine database; Schneider 1990: null requests',
    caughtBy: 'answered',
    scenario: 'first-requests',
  },
  {
    name: 'q-on-receipt',
    title: 'A leaving client is struck off at once',
    help: 'A slower replica throws away what it has not executed yet of that client, and its log lacks a request that the others have.',
    source: 'gap c of the original',
    caughtBy: 'logs-are-prefixes',
    scenario: 'slow-link',
  },
  {
    name: 'no-close-round',
    title: 'The death of a client is ignored',
    help: 'Every replica waits for the next broadcast of a client that is no more, for ever, and with it all other clients.',
    source: 'gap a of the original: "Do not use keyboard interrupts"',
    caughtBy: 'answered',
    scenario: 'killed-mid-broadcast',
  },
  {
    name: 'close-alone',
    title: 'Each replica ends the queue of a dead client by itself',
    help: 'A client that dies in the middle of a broadcast leaves its last request at some replicas only: these execute it, the others do not.',
    source: 'gap b of the original; Schneider, Gries and Schlichting 1984',
    caughtBy: 'logs-are-prefixes',
    scenario: 'killed-mid-broadcast',
  },
  {
    name: 'fifo-off',
    title: 'Channels do not keep order',
    help: 'Broadcasts still come in order, for each waits for the acks of the one before. But a hello overtakes the notice of the death before it, and the notice ends the wrong life of the client: nobody acknowledges that any more.',
    source: 'Lamport 1978: messages are received in the order in which they are sent',
    caughtBy: 'answered',
    scenario: 'overtaken-notice',
  },
];
