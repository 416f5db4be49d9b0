// What is known of a machine and what is assumed of it, in words.

import type { AssumedMachine } from '../reach/reach-model.ts';
import type { Machine } from './machine.ts';
import { unreadOf } from './machine-firewall.ts';

/** The machine members that decide reachability, each with the assumption made while a record omits it. */
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

/** Returns which members of the record `from` are known, and the assumptions made for the others. */
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

/** The number of names that a list spells out before it counts the others. */
const maxNamed = 5;

function someOf(unread: readonly string[]): readonly string[] {
  const more = unread.length - maxNamed;
  return more <= 0 ? unread : [...unread.slice(0, maxNamed), `${more} more`];
}

/**
 * True when another member covers `name`: nft also lists the rules that iptables made over nf_tables, and without iptables there are no
 * ipsets.
 */
function isElsewhere({ iptables, ip6tables, nft }: Machine, name: keyof typeof taken): boolean {
  if (name === 'iptables' || name === 'ip6tables') return nft !== undefined;
  if (name === 'nft') return iptables !== undefined;
  return name === 'ipset' && !(iptables ?? ip6tables ?? '').includes('--match-set');
}
