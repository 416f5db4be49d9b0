// The shape of reachability facts: the facts of the analysis about services and pairs. No computation here.

import type { Network, Topology, Tri } from '../compose/topology.ts';
import type { ObservedRecord } from '../observed/record.ts';
import type { Entries } from './entries.ts';
import type { TriRow } from './rows/tri-row.ts';

/**
 * The Engine to predict, after `--engine`. `text` repeats what was given; the numbers are the release, or that which was measured where
 * the kind alone is named. What kinds and releases do is said by `engineBehaviour`, and nothing else compares them.
 */
export interface Engine {
  readonly text: string;
  readonly kind: EngineKind;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Docker's own with Compose, its Swarm (`docker stack deploy`), Podman over the API of Docker, and Podman with podman-compose. */
export type EngineKind = 'docker' | 'swarm' | 'podman' | 'podman-compose';

/** An address family. The host is taken to have an address of both. */
export type Family = 'ipv4' | 'ipv6';

export const allFamilies: readonly Family[] = ['ipv4', 'ipv6'];

export interface ReachOptions {
  readonly engine: Engine;
  readonly userlandProxy: boolean;
  readonly directRouting: boolean;
  /** The daemon gives IPv6 to networks that do not say (`default-network-opts`, F1). */
  readonly ipv6Default: Tri;
  /** What the daemon writes its rules with (X5, F8). */
  readonly firewallBackend: 'iptables' | 'nftables';
  /** Other settings of Docker's daemon; as installed where absent. */
  readonly daemon?: DaemonSettings;
  /** Podman runs without root (PD13). Other Engines ignore it. */
  readonly rootless?: boolean;
  /** Active profiles; `'*'` activates all. */
  readonly profiles: readonly string[];
  /** Project name and where it comes from; null: unknown, so the order of Docker names may be unknown (G1). */
  readonly project: string | null;
  /** What is known of networks that others make, by Docker name; nothing is known of the rest. */
  readonly elsewhere?: ReadonlyMap<string, Network>;
  /** What was seen to flow, where a record of it is given. Does not change who reaches whom. */
  readonly observed?: ObservedRecord;
  /** Which rules are on, and how much findings weigh; `default` without it. Does not change who reaches whom. */
  readonly rules?: 'default' | 'strict' | 'cis' | 'homelab';
  /** Why the host of the Engine is another one than the machine, as a clause: what is about the host is unknown then (O15). */
  readonly foreignHost?: string;
  /** The machine, where a record of it is known; absent: one on which nobody but Docker has made rules. */
  readonly machine?: MachineModel;
}

/** A machine as what it makes of reach. */
export interface MachineModel {
  readonly assumed: AssumedMachine;
  /** The text of its record, by which it is kept and sent; null where it was read from none. */
  readonly record: string | null;
  /** The reach of `topology` on this machine, out of that without any rules but Docker's. */
  over(topology: Topology, reach: Reach): Reach;
}

/** What a prediction rests on where a machine is known: the record, its members, and what is taken to hold in place of others. */
export interface AssumedMachine {
  readonly from: string;
  readonly known: readonly string[];
  readonly assumed: readonly string[];
  /** Lines of its firewall that cannot be read, so that nothing they may decide is known. */
  readonly unread?: readonly string[];
}

/** Where connections get to: machines of the Internet, those of the LAN, the host. */
export interface Out {
  readonly internet: Tri;
  readonly lan: Tri;
  readonly host: Tri;
}

/** From where a published port answers; `host`: at the address that it is bound to. */
export type Answers = Out;

/** Settings of Docker's daemon that change who reaches whom, beside those with a switch of their own; as installed where absent. */
export interface DaemonSettings {
  /** C4: whether members of the default bridge reach each other (`icc`). */
  readonly icc?: boolean;
  /** F9: whether the daemon writes its rules for IPv4 and for IPv6 (`iptables`, `ip6tables`). */
  readonly iptables?: boolean;
  readonly ip6tables?: boolean;
  /** O9: the address of ports of the default bridge that say none (`ip`). */
  readonly ip?: string;
  /** F1: the default bridge has IPv6 (`ipv6`, with `fixed-cidr-v6`). */
  readonly ipv6?: boolean;
}

/** How a fact is known: measured on a real Engine, or by its documentation, source and tests alone. */
export type Evidence = 'measured' | 'documentation';

export type Isolation = 'closed' | 'internal' | 'bridged' | 'open' | 'joined' | 'unknown';

/** A published port of a service's namespace owner, with where it answers. */
export interface Published {
  /** Effective bind address: given in the item, else the gateway network's `host_binding_ipv4`, else 0.0.0.0. */
  readonly hostIp: string;
  readonly hostPort: string;
  readonly containerPort: number;
  /** The last one of a range, which is one entry; absent for one port. */
  readonly containerLast?: number;
  readonly protocol: string;
  readonly reachableFrom: 'outside' | 'host' | 'nowhere' | 'unknown';
  /** O17: bound to the host's address on a bridge: containers, and neighbours of the host with a route, get an answer there. */
  readonly atBridge?: true;
  /** Those in which it answers somewhere: on loopback the host, else the outside (F4). */
  readonly families: readonly Family[] | 'unknown';
  /** On a known machine; see `answersOf`. `reachableFrom` is what the firewall leaves of `opened`, where Docker opens the port. */
  readonly answers?: Answers;
  readonly opened?: 'outside' | 'host' | 'nowhere' | 'unknown';
  /** The service that publishes it and the position in its `ports`. */
  readonly service: string;
  readonly index: number;
}

/** An item of `ports` that cannot be read while a variable in it has no value: as written, with where it may answer. */
export interface UnreadPort {
  readonly raw: string;
  /** `host` where it is bound to loopback by a literal; `nowhere` where the Engine discards it whatever its address. */
  readonly reachableFrom: 'unknown' | 'host' | 'nowhere';
  readonly service: string;
  readonly index: number;
}

/** What holds for one service by itself; field meanings as in `docs/contracts/reach.md`. */
export interface ServiceFacts {
  readonly name: string;
  readonly isolation: Isolation;
  /** The service whose network namespace it uses; null when the file does not manage it. */
  readonly owner: string | null;
  /** The owner's networks by key, sorted; `bridge` for the default bridge. */
  readonly networks: readonly string[];
  /** The network that gives the default route (G1); null without one or when unknown. */
  readonly gateway: string | null;
  readonly egress: Tri;
  readonly egressNeedsRoute: Tri;
  readonly toHost: Tri;
  readonly fromHost: Tri;
  readonly fromOutside: Tri;
  /** Some port answers a neighbour of the host at the container's own address, once it has a route there (O3–O8, O11). */
  readonly fromWire: Tri;
  /** On a known machine; see `outOf`, `inOf` and `fromLanOf`. */
  readonly out?: Out;
  readonly in?: Answers;
  readonly fromLan?: Tri;
  /** How these facts are known; a pair is known no better than either of its services. */
  readonly evidence: Evidence;
  readonly published: readonly Published[];
  readonly unreadPorts: readonly UnreadPort[];
}

/** What one address family holds of a service; `published` as in `ServiceFacts`, in the same order. */
export interface FamilyFacts
  extends Pick<
    ServiceFacts,
    | 'gateway'
    | 'egress'
    | 'egressNeedsRoute'
    | 'toHost'
    | 'fromHost'
    | 'fromOutside'
    | 'fromWire'
    | 'out'
    | 'in'
    | 'fromLan'
  > {
  readonly published: readonly Omit<Published, 'families'>[];
}

/** The ways from one service to another: at its own addresses, through a port published at the host's outside address, or at an own bridge's (X5). */
export type Way = 'direct' | 'viaHost' | 'viaGateway';

export const ways: readonly Way[] = ['direct', 'viaHost', 'viaGateway'];

/** What a machine makes of one fact, and the rule of its firewall that makes it another one than without. */
export interface Judged {
  readonly value: Tri;
  readonly because: string | null;
  /** Where it holds: ports that a rule closes all the same, of those that are known or that rules name. */
  readonly closed?: readonly ClosedPort[];
  /** The machine has no address of this family outside: then no rule is asked. */
  readonly withoutAddress?: true;
}

/** A port that does not answer where others do: `25`, `53/udp`, `8000-8010`, with the rule that closes it. */
export interface ClosedPort {
  readonly port: string;
  readonly because: string | null;
}

/** Reachability in one address family. */
export interface FamilyReach {
  /** On a known machine: a way from one side to another, each a service or a place (`reach/places.ts`). */
  readonly judged?: (way: Way, from: string, to: string) => Judged;
  facts(service: string): FamilyFacts;
  direct(from: string, to: string): Tri;
  viaHost(from: string, to: string): Tri;
  viaGateway(from: string, to: string): Tri;
  row(kind: Way, from: string): TriRow;
}

export interface PairFacts {
  readonly direct: Tri;
  /** Common networks that carry it, sorted; empty for one namespace or an open side. */
  readonly networks: readonly string[];
  readonly resolves: Tri;
  readonly viaHost: Tri;
  /** A published port of the other answers at the address of a bridge that the first is on. */
  readonly viaGateway: Tri;
}

/** Reachability of a whole project, by any family. Only active services take part (profiles, `provider`, `scale: 0`). */
export interface Reach extends Entries {
  readonly options: ReachOptions;
  /** Both where some network has IPv6, or may have it. */
  readonly addressFamilies: readonly Family[];
  /** Whether IPv6 may differ from IPv4; else what holds over IPv4 is all there is to say. */
  readonly apart: boolean;
  family(of: Family): FamilyReach;
  /** Active services in file order. */
  readonly services: readonly string[];
  readonly facts: ReadonlyMap<string, ServiceFacts>;
  /** Facts of one ordered pair; both must be active and different. */
  pair(from: string, to: string): PairFacts;
  direct(from: string, to: string): Tri;
  viaHost(from: string, to: string): Tri;
  viaGateway(from: string, to: string): Tri;
  resolves(from: string, to: string): Tri;
  /** Further names of the service by network, which resolve for all that are there, too. */
  aliases(service: string): readonly { readonly network: string; readonly alias: string }[];
  /** Whether some port of the other answers at all, whichever way. */
  reaches(from: string, to: string): Tri;
  /**
   * All of one service at once: bit `i` stands for `services[i]`. Shared by all in one namespace; never write to it.
   * The bit of `from` itself carries no meaning.
   */
  row(kind: Way | 'resolves', from: string): TriRow;
  /** What a known machine makes of connections to processes of its own; absent where no record of one is given. */
  readonly hostPorts?: HostPorts;
}

/** The ports of a machine at which processes of its own listen, those of containers on its network included. */
export interface HostPorts {
  /** Whether something listens at a TCP port, at an address that `from` may ask: a place or a service. */
  listens(from: string, port: number): Tri;
  /** Whether the firewall lets a connection from there pass, and the rule that decides. */
  passes(from: string, port: number, protocol?: string): Pick<Judged, 'value' | 'because'>;
}
