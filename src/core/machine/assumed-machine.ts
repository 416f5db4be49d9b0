// What is known of a machine and what is assumed of it, in words.

import type { AssumedMachine } from '../reach/reach-model.ts';
import type { Machine } from './machine.ts';
import { unreadLinesOf } from './machine-firewall.ts';

/** The machine members that decide reachability, each with the assumption made while a record omits it. */
const assumptions = {
  interface: 'an outside interface of any name',
  addresses: 'an address of both families on it',
  bridges: 'new interfaces for its networks',
  sysctl: 'bridge-nf-call-iptables unknown',
  listeners: 'listeners of the host unknown',
  iptables: "only Docker's rules over IPv4",
  ip6tables: "only Docker's rules over IPv6",
  ipset: 'no sets',
  nft: 'no tables of nftables',
} as const;

/** Returns which members of the record `from` are known, and the assumptions made for the others. */
export function assumedMachine(machine: Machine, from: string): AssumedMachine {
  const names = Object.keys(assumptions) as (keyof typeof assumptions)[];
  const assumed = names.filter((name) => machine[name] === undefined && !isCoveredElsewhere(machine, name));
  const unread = unreadLinesOf(machine);
  return {
    from,
    known: Object.keys(machine),
    assumed: assumed.map((name) => assumptions[name]),
    ...(unread.length === 0 ? {} : { unread: firstUnread(unread) }),
  };
}

/** The number of names that a list spells out before it counts the others. */
const maxNamed = 5;

function firstUnread(unread: readonly string[]): readonly string[] {
  const more = unread.length - maxNamed;
  return more <= 0 ? unread : [...unread.slice(0, maxNamed), `${more} more`];
}

/**
 * True when another member covers `name`: nft also lists the rules that iptables made over nf_tables, and without iptables there are no
 * ipsets.
 */
function isCoveredElsewhere({ iptables, ip6tables, nft }: Machine, name: keyof typeof assumptions): boolean {
  if (name === 'iptables' || name === 'ip6tables') return nft !== undefined;
  if (name === 'nft') return iptables !== undefined;
  return name === 'ipset' && !(iptables ?? ip6tables ?? '').includes('--match-set');
}
