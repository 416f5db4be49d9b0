// A firewall in one form, whatever program wrote it: chains of rules for the packets of one address family, hung at netfilter's hooks.

import type { AddressRange } from './addresses.ts';

/** A hook, where the kernel evaluates chains. */
export type Hook = 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting';

/** The ports from `first` to `last`. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** The connection state of a packet: before tracking (priority -200) it is `invalid`, and neighbour discovery is `untracked`. */
export type PacketState = 'new' | 'established' | 'invalid' | 'untracked';

/** One condition of a rule. An interface name that ends in `*` matches every name with that prefix. */
export type Match =
  | { readonly kind: 'in' | 'out'; readonly names: readonly string[]; readonly not: boolean }
  | {
      readonly kind: 'source' | 'destination' | 'original-source' | 'original-destination';
      readonly ranges: readonly AddressRange[];
      readonly not: boolean;
    }
  | {
      readonly kind: 'source-port' | 'destination-port' | 'any-port' | 'original-port';
      readonly ranges: readonly PortRange[];
      readonly not: boolean;
    }
  | { readonly kind: 'protocol'; readonly names: readonly string[]; readonly not: boolean }
  | { readonly kind: 'state'; readonly states: readonly string[]; readonly not: boolean }
  | { readonly kind: 'direction'; readonly reply: boolean }
  | { readonly kind: 'mark'; readonly value: number; readonly mask: number; readonly not: boolean }
  | { readonly kind: 'local'; readonly of: 'source' | 'destination'; readonly not: boolean }
  | { readonly kind: 'syn'; readonly not: boolean }
  | { readonly kind: 'bridged'; readonly not: boolean }
  | { readonly kind: 'icmp-type'; readonly types: readonly number[]; readonly not: boolean }
  | { readonly kind: 'hop-limit'; readonly value: number; readonly not: boolean }
  | { readonly kind: 'always' | 'never' }
  | { readonly kind: 'unknown'; readonly text: string };

export type Verdict = 'accept' | 'drop' | 'return';

/** The action of a rule on a packet that meets its conditions. */
export type Action =
  | { readonly kind: Verdict }
  | { readonly kind: 'jump' | 'goto'; readonly chain: string }
  /** Sets the mark to `(mark & keep) ^ flip`. */
  | { readonly kind: 'mark'; readonly keep: number; readonly flip: number }
  | { readonly kind: 'none' }
  /** Takes the action of the first entry that matches the value of a field. */
  | {
      readonly kind: 'map';
      readonly entries: readonly { readonly match: Match; readonly action: Action }[];
    }
  /** Changes the source or the destination; translations by Docker are modelled. */
  | { readonly kind: 'source-nat' | 'destination-nat' }
  /** Stands for Docker's own rules, which are modelled from the compose files. */
  | { readonly kind: 'docker'; readonly part: 'raw' | 'forward' }
  | { readonly kind: 'unknown' };

export interface Rule {
  readonly matches: readonly Match[];
  readonly action: Action;
  /** The chain, position and text of the rule, so that a person can find it: `DOCKER-USER 3: -s 192.168.0.0/16 -j ACCEPT`. */
  readonly text: string;
}

export interface Chain {
  readonly name: string;
  readonly rules: readonly Rule[];
}

/** A base chain, which the kernel evaluates itself. */
export interface BaseChain extends Chain {
  /** The name of the chain's table, with the family where nft names it: `filter`, `inet firewalld`. */
  readonly table: string;
  readonly hook: Hook;
  readonly priority: number;
  /** The verdict on packets that no rule decided. */
  readonly policy: 'accept' | 'drop';
  /** True for chains of type `nat`, which see only the first packet of a connection. */
  readonly isNat: boolean;
  /** The chains that this chain's rules lead to, by name. */
  readonly chains: ReadonlyMap<string, Chain>;
}

/** The hooks, in the order in which a packet passes them. */
export const hookNames: readonly Hook[] = ['prerouting', 'input', 'forward', 'output', 'postrouting'];

/** Returns chains with an unknown outcome at every hook, for a text that cannot be parsed. */
export function unreadChains(text: string): readonly BaseChain[] {
  const rules: readonly Rule[] = [{ matches: [], action: { kind: 'unknown' }, text }];
  return hookNames.map((hook) => ({
    table: '',
    name: hook,
    rules,
    hook,
    priority: 0,
    policy: 'accept',
    isNat: false,
    chains: new Map(),
  }));
}

/** Returns the name of a transport protocol, as the kernel, iptables and nft call it; null when there is no such protocol. */
export function protocolOf(text: string): string | null {
  const name = text.toLowerCase();
  const number = /^\d{1,3}$/.test(name) ? Number(name) : null;
  if (number !== null) return number > 255 ? null : (numbered.get(number) ?? name);
  if (name === 'icmpv6') return 'ipv6-icmp';
  return protocols.has(name) ? name : null;
}

const numbered: ReadonlyMap<number, string> = new Map([
  [1, 'icmp'],
  [6, 'tcp'],
  [17, 'udp'],
  [58, 'ipv6-icmp'],
  [132, 'sctp'],
]);

/** The protocols of /etc/protocols that firewalls name; reachability concerns TCP and UDP. */
const protocols: ReadonlySet<string> = new Set(
  'icmp igmp ggp ipencap ipv4 st tcp egp igp pup udp hmp xns-idp rdp iso-tp4 dccp xtp ddp idpr-cmtp ipv6 ipv6-route ipv6-frag idrp rsvp gre esp ipv6-crypt ah ipv6-auth skip ipv6-icmp ipv6-nonxt ipv6-opts rspf vmtp eigrp ospf ospfigp ipip etherip encap pim ipcomp vrrp l2tp isis sctp fc mh ipv6-mh mobility-header udplite mpls-in-ip manet hip shim6 wesp rohc'.split(
    ' ',
  ),
);

/** The connection states that a rule may name, as iptables and nft spell them. */
export const connectionStates: ReadonlySet<string> = new Set([
  'new',
  'established',
  'related',
  'invalid',
  'untracked',
  'snat',
  'dnat',
]);

/** Returns the range of ports from `first` to `last`; null when they are no valid ports. */
export function portRangeOf(first: number, last: number): PortRange | null {
  const are = [first, last].every((port) => Number.isInteger(port) && port >= 0 && port <= 65_535);
  return are && first <= last ? { first, last } : null;
}

/** Returns a firewall's text for citation: on one line, cut to the longest citation. */
export function citation(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 120)}\u2026` : line;
}

/** The chains of one address family. */
export interface Ruleset {
  readonly chains: readonly BaseChain[];
}
