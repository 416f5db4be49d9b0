// What is known of a machine and what is assumed of it, in words.

import type { AssumedMachine } from '../reach/reach-model.ts';
import type { Machine } from './machine.ts';
import { unreadOf } from './machine-firewall.ts';

/** Members that decide who reaches whom, with what is taken to hold while a record does not say. */
const taken = {
  interface: 'an outside interface of any name',
  addresses: 'an address of both families on it',
  bridges: 'new interfaces for its networks',
  sysctl: 'bridge-nf-call-iptables unknown',
  listeners: 'listeners of the host unknown',
  iptables: 'no rules but those of Docker over IPv4',
  ip6tables: 'no rules but those of Docker over IPv6',
  ipset: 'no sets',
  nft: 'no tables of nftables',
} as const;

/** The record `from`, which of its members are known, and what is assumed for the others. */
export function assumedMachine(machine: Machine, from: string): AssumedMachine {
  const names = Object.keys(taken) as (keyof typeof taken)[];
  const assumed = names.filter((name) => machine[name] === undefined && !isElsewhere(machine, name));
  const unread = unreadOf(machine);
  return {
    from,
    known: Object.keys(machine),
    assumed: assumed.map((name) => taken[name]),
    ...(unread.length === 0 ? {} : { unread: someOf(unread) }),
  };
}

/** As many as one reads; the rest as a number. */
const maxNamed = 5;

function someOf(unread: readonly string[]): readonly string[] {
  const more = unread.length - maxNamed;
  return more <= 0 ? unread : [...unread.slice(0, maxNamed), `${more} more`];
}

/** What iptables made over nf_tables stands in the list of nft, too; without iptables there are no sets of its own. */
function isElsewhere({ iptables, ip6tables, nft }: Machine, name: keyof typeof taken): boolean {
  if (name === 'iptables' || name === 'ip6tables') return nft !== undefined;
  if (name === 'nft') return iptables !== undefined;
  return name === 'ipset' && !(iptables ?? ip6tables ?? '').includes('--match-set');
}
