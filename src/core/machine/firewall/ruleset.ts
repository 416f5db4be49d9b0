// A firewall in one form, whatever program wrote it: chains of rules for the packets of one address family, hung at netfilter's hooks.

import type { AddressRange } from './addresses.ts';

/** Where the kernel asks the chains. */
export type Hook = 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting';

/** Ports from `first` to `last`. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** As the kernel tracks connections; before it does (priority -200) a packet is `invalid`, and what looks for neighbours is `untracked`. */
export type PacketState = 'new' | 'established' | 'invalid' | 'untracked';

/** One condition of a rule. Interfaces that end in `*` mean all that begin so. */
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

/** What a rule does with a packet that meets its conditions. */
export type Action =
  | { readonly kind: Verdict }
  | { readonly kind: 'jump' | 'goto'; readonly chain: string }
  /** The mark becomes `(mark & keep) ^ flip`. */
  | { readonly kind: 'mark'; readonly keep: number; readonly flip: number }
  | { readonly kind: 'none' }
  /** By the value of a field, the first entry that fits. */
  | {
      readonly kind: 'map';
      readonly entries: readonly { readonly match: Match; readonly action: Action }[];
    }
  /** Another source, or another destination; what Docker translates is modelled. */
  | { readonly kind: 'source-nat' | 'destination-nat' }
  /** Docker's own rules, modelled from the compose files. */
  | { readonly kind: 'docker'; readonly part: 'raw' | 'forward' }
  | { readonly kind: 'unknown' };

export interface Rule {
  readonly matches: readonly Match[];
  readonly action: Action;
  /** Chain, position and text, as a person finds it: `DOCKER-USER 3: -s 192.168.0.0/16 -j ACCEPT`. */
  readonly text: string;
}

export interface Chain {
  readonly name: string;
  readonly rules: readonly Rule[];
}

/** A chain that the kernel asks itself. */
export interface BaseChain extends Chain {
  /** `filter`, `inet firewalld`: the name of its table, with the family where nft names it. */
  readonly table: string;
  readonly hook: Hook;
  readonly priority: number;
  /** What becomes of a packet that no rule decided. */
  readonly policy: 'accept' | 'drop';
  /** Chains of type `nat` see the first packet of a connection alone. */
  readonly nat: boolean;
  /** Others by name, that its rules lead to. */
  readonly chains: ReadonlyMap<string, Chain>;
}

/** The places where the kernel asks the chains, in the order of a packet. */
export const hookNames: readonly Hook[] = ['prerouting', 'input', 'forward', 'output', 'postrouting'];

/** Chains for a text that cannot be read: at each hook it may do anything. */
export function unreadChains(text: string): readonly BaseChain[] {
  const rules: readonly Rule[] = [{ matches: [], action: { kind: 'unknown' }, text }];
  return hookNames.map((hook) => ({
    table: '',
    name: hook,
    rules,
    hook,
    priority: 0,
    policy: 'accept',
    nat: false,
    chains: new Map(),
  }));
}

/** Names of transport protocols as the kernel, iptables and nft call them; null for what is none. */
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

/** Those of /etc/protocols that firewalls name. What is asked for here is TCP and UDP. */
const protocols: ReadonlySet<string> = new Set(
  'icmp igmp ggp ipencap ipv4 st tcp egp igp pup udp hmp xns-idp rdp iso-tp4 dccp xtp ddp idpr-cmtp ipv6 ipv6-route ipv6-frag idrp rsvp gre esp ipv6-crypt ah ipv6-auth skip ipv6-icmp ipv6-nonxt ipv6-opts rspf vmtp eigrp ospf ospfigp ipip etherip encap pim ipcomp vrrp l2tp isis sctp fc mh ipv6-mh mobility-header udplite mpls-in-ip manet hip shim6 wesp rohc'.split(
    ' ',
  ),
);

/** The states of connections that a rule may name, as iptables and nft write them. */
export const connectionStates: ReadonlySet<string> = new Set([
  'new',
  'established',
  'related',
  'invalid',
  'untracked',
  'snat',
  'dnat',
]);

/** The ports from `first` to `last`; null where they are none. */
export function portRangeOf(first: number, last: number): PortRange | null {
  const are = [first, last].every((port) => Number.isInteger(port) && port >= 0 && port <= 65_535);
  return are && first <= last ? { first, last } : null;
}

/** A text of a firewall as it is cited: on one line, and no longer than one. */
export function cited(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 120)}\u2026` : line;
}

/** The chains of one address family. */
export interface Ruleset {
  readonly chains: readonly BaseChain[];
}
