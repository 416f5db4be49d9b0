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

/** The chains of one address family. */
export interface Ruleset {
  readonly chains: readonly BaseChain[];
}
