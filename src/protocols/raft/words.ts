/** Entries and requests in a few words, for facts, ledgers and answers. */
import type { NodeId } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import type { Command, Configuration, KeyCommand, LogCommand } from './messages.ts';

/** A command as it was typed. */
export function requestText(command: Command): string {
  switch (command.type) {
    case 'get':
    case 'delete':
      return `${command.type} ${command.key}`;
    case 'set':
    case 'append':
      return `${command.type} ${command.key} ${command.value}`;
    case 'cas':
      return `cas ${command.key} ${command.expected} ${command.value}`;
    case 'add':
    case 'remove':
      return `${command.type} ${command.servers.join(' ')}`;
    case 'transfer':
    case 'snapshot':
    case 'timeout':
      return `${command.type} ${command.server}`;
    case 'load':
      return `load ${command.writes} ${command.keys}`;
    default:
      return unreachable(command);
  }
}

/** An entry's content. */
export function commandText(command: LogCommand): string {
  switch (command.type) {
    case 'no-op':
      return 'no-op';
    case 'key':
      return requestText(command.command);
    case 'configuration':
      return configurationText(command.configuration);
    default:
      return unreachable(command);
  }
}

/** An entry's content in a log cell. */
export function cellText(command: LogCommand): string {
  switch (command.type) {
    case 'no-op':
      return 'no-op';
    case 'key':
      return keyText(command.command);
    case 'configuration': {
      const { old, voters } = command.configuration;
      return `${old === null ? '' : `${membersText(old)}→`}${membersText(voters)}`.replaceAll(
        ' ',
        '',
      );
    }
    default:
      return unreachable(command);
  }
}

function keyText(command: KeyCommand): string {
  switch (command.type) {
    case 'get':
      return `${command.key}?`;
    case 'set':
      return `${command.key}=${command.value}`;
    case 'append':
      return `${command.key}+${command.value}`;
    case 'delete':
      return `${command.key}✕`;
    case 'cas':
      return `${command.key}:${command.expected}→${command.value}`;
    default:
      return unreachable(command);
  }
}

/** `members 1 2 3`, or `members 1 2 3 → 1 2 3 4` while both lists stand. */
export function configurationText({ old, voters }: Configuration): string {
  const before = old === null ? '' : `${membersText(old)} → `;
  return `members ${before}${membersText(voters)}`;
}

/** The numbers of servers, as in `1 2 3`. */
export function membersText(servers: readonly NodeId[]): string {
  return servers.map(numberOf).join(' ');
}

/** The number at the end of a node's name. */
export function numberOf(server: NodeId): string {
  return server.slice(server.lastIndexOf('-') + 1);
}

/** `1 entry`, `2 entries`. */
export function entriesText(count: number): string {
  return count === 1 ? '1 entry' : `${count} entries`;
}
