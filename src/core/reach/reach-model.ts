// The types of reach facts about services and pairs, without any computation.

import type { Network, Topology, Tri } from '../compose/topology.ts';
import type { ObservedRecord } from '../observed/record.ts';
import type { Entries } from './entries.ts';
import type { TriRow } from './rows/tri-row.ts';

/**
 * The Engine of a prediction. `text` is the value of `--engine`; the numbers are the release, or the measured release when only a kind is
 * named. Only `engineBehaviour` compares kinds and releases.
 */
export interface Engine {
  readonly text: string;
  readonly kind: EngineKind;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/**
 * The kind of an Engine: Docker with Compose, Docker Swarm (`docker stack deploy`), Podman over Docker's API, and Podman with
 * podman-compose.
 */
export type EngineKind = 'docker' | 'swarm' | 'podman' | 'podman-compose';

/** An address family. The host is assumed to have an address of each. */
export type Family = 'ipv4' | 'ipv6';

export const allFamilies: readonly Family[] = ['ipv4', 'ipv6'];

export interface ReachOptions {
  readonly engine: Engine;
  readonly userlandProxy: boolean;
  readonly directRouting: boolean;
  /** True when the daemon gives IPv6 to networks that do not state it (`default-network-opts`, F1). */
  readonly ipv6Default: Tri;
  /** The firewall that the daemon writes its rules to (X5, F8). */
  readonly firewallBackend: 'iptables' | 'nftables';
  /** Other settings of Docker's daemon; defaults apply when absent. */
  readonly daemon?: DaemonSettings;
  /** True when Podman runs without root (PD13). Other Engines ignore it. */
  readonly rootless?: boolean;
  /** The active profiles; `'*'` activates all. */
  readonly profiles: readonly string[];
  /** The project name; null when it is unknown, so the order of Docker names may be unknown (G1). */
  readonly project: string | null;
  /** The known networks that others create, by Docker name; all other external networks are unknown. */
  readonly elsewhere?: ReadonlyMap<string, Network>;
  /** The recorded traffic, if there is a record. It does not change reach. */
  readonly observed?: ObservedRecord;
  /** The profile of active rules and their severities; `default` when absent. It does not change reach. */
  readonly rules?: 'default' | 'strict' | 'cis' | 'homelab';
  /** The reason why the Engine's host is not this machine, as a clause; all facts about the host are then unknown (O15). */
  readonly foreignHost?: string;
  /** The machine, if a record of it is known; otherwise only Docker's own firewall rules are assumed. */
  readonly machine?: MachineModel;
}

/** A machine and its effect on reach. */
export interface MachineModel {
  readonly assumed: AssumedMachine;
  /** The text of the machine's record, used to store and send it; null when it was not read from a record. */
  readonly record: string | null;
  /** Returns the reach of a topology on this machine, given the reach under Docker's own rules. */
  over(topology: Topology, reach: Reach): Reach;
}

/** The basis of a prediction for a known machine: the record, the parts that are known, and the assumptions for the others. */
export interface AssumedMachine {
  readonly from: string;
  readonly known: readonly string[];
  readonly assumed: readonly string[];
  /** The firewall lines that cannot be read; everything that they may decide is unknown. */
  readonly unread?: readonly string[];
}

/** The zones that outgoing connections get to: the Internet, the LAN, the host. */
export interface OutboundReach {
  readonly internet: Tri;
  readonly lan: Tri;
  readonly host: Tri;
}

/** The zones from which a published port answers; `host` means at its bind address. */
export type InboundReach = OutboundReach;

/** Settings of Docker's daemon that change reach and have no command line option of their own; defaults apply when absent. */
export interface DaemonSettings {
  /** True when members of the default bridge reach each other (`icc`, C4). */
  readonly icc?: boolean;
  /** True when the daemon writes firewall rules for IPv4 and for IPv6 (`iptables`, `ip6tables`, F9). */
  readonly iptables?: boolean;
  readonly ip6tables?: boolean;
  /** The bind address of ports on the default bridge that state none (`ip`, O9). */
  readonly ip?: string;
  /** True when the default bridge has IPv6 (`ipv6`, with `fixed-cidr-v6`, F1). */
  readonly ipv6?: boolean;
}

/** The source of a fact: measured on a real Engine, or taken from documentation, source and tests. */
export type Evidence = 'measured' | 'documentation';

export type Isolation = 'closed' | 'internal' | 'bridged' | 'open' | 'joined' | 'unknown';

/** A published port of a service's namespace owner, with the zone from which it answers. */
export interface Published {
  /** The effective bind address: that of the item, else the gateway network's `host_binding_ipv4`, else 0.0.0.0. */
  readonly hostIp: string;
  readonly hostPort: string;
  readonly containerPort: number;
  /** The last port of a range; absent for a single port. */
  readonly containerLast?: number;
  readonly protocol: string;
  readonly reachableFrom: 'outside' | 'host' | 'nowhere' | 'unknown';
  /**
   * True when the port is bound to the host's address on a bridge, where containers and neighbours of the host with a route reach it (O17).
   */
  readonly atBridge?: true;
  /** The families in which the port answers: from the host when bound to loopback, else from outside (F4). */
  readonly families: readonly Family[] | 'unknown';
  /**
   * The zones from which the port answers on a known machine; see `portReach`. `reachableFrom` is the part of `opened` that the firewall
   * leaves.
   */
  readonly answers?: InboundReach;
  readonly opened?: 'outside' | 'host' | 'nowhere' | 'unknown';
  /** The service that publishes the port, and the position in its `ports`. */
  readonly service: string;
  readonly index: number;
}

/** An item of `ports` that an unset variable makes unreadable, as written, with the zone from which it may answer. */
export interface UnreadPort {
  readonly raw: string;
  /** `host` when a literal binds the port to loopback; `nowhere` when the Engine discards it at any address. */
  readonly reachableFrom: 'unknown' | 'host' | 'nowhere';
  readonly service: string;
  readonly index: number;
}

/** The facts of a single service; the members are described in `docs/contracts/reach.md`. */
export interface ServiceFacts {
  readonly name: string;
  readonly isolation: Isolation;
  /** The service whose network namespace this service uses; null when the file does not manage it. */
  readonly owner: string | null;
  /** The networks of the namespace owner by key, sorted; `bridge` for the default bridge. */
  readonly networks: readonly string[];
  /** The network that provides the default route (G1); null when there is none or it is unknown. */
  readonly gateway: string | null;
  readonly egress: Tri;
  readonly egressNeedsRoute: Tri;
  readonly toHost: Tri;
  readonly fromHost: Tri;
  readonly fromOutside: Tri;
  /** True when a port answers a neighbour of the host at the container's own address, given a route (O3–O8, O11). */
  readonly fromWire: Tri;
  /** The facts on a known machine; see `outboundReach`, `inboundReach` and `reachedFromLan`. */
  readonly out?: OutboundReach;
  readonly in?: InboundReach;
  readonly fromLan?: Tri;
  /** The source of these facts; a pair's evidence is the weaker of its services'. */
  readonly evidence: Evidence;
  readonly published: readonly Published[];
  readonly unreadPorts: readonly UnreadPort[];
}

/** The facts of a service in one address family; `published` is in the same order as in `ServiceFacts`. */
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

/**
 * A way from one service to another: at its own addresses, through a port published at the host's outside address, or through one at the
 * caller's own bridge (X5).
 */
export type Way = 'direct' | 'viaHost' | 'viaGateway';

export const ways: readonly Way[] = ['direct', 'viaHost', 'viaGateway'];

/** The verdict of a known machine on one fact, and the firewall rule that changes the fact. */
export interface MachineVerdict {
  readonly value: Tri;
  readonly because: string | null;
  /** The ports that a rule closes although the fact holds, among known ports and ports that rules name. */
  readonly closed?: readonly ClosedPort[];
  /** True when the machine has no outside address of this family, so that no rule applies. */
  readonly withoutAddress?: true;
}

/** A port that a firewall rule closes where others answer: `25`, `53/udp`, `8000-8010`. */
export interface ClosedPort {
  readonly port: string;
  readonly because: string | null;
}

/** Reachability in one address family. */
export interface FamilyReach {
  /** Returns the machine's verdict on a way between two services or places (`reach/places.ts`); absent when no machine is known. */
  readonly judged?: (way: Way, from: string, to: string) => MachineVerdict;
  facts(service: string): FamilyFacts;
  direct(from: string, to: string): Tri;
  viaHost(from: string, to: string): Tri;
  viaGateway(from: string, to: string): Tri;
  row(kind: Way, from: string): TriRow;
}

export interface PairFacts {
  readonly direct: Tri;
  /** The common networks that carry the connection, sorted; empty within one namespace or with the host's network. */
  readonly networks: readonly string[];
  readonly resolves: Tri;
  readonly viaHost: Tri;
  /** True when a published port of the other service answers at the address of a bridge that the first service is on. */
  readonly viaGateway: Tri;
}

/** Reachability of a project in any family. Only active services take part (profiles, `provider`, `scale: 0`). */
export interface Reach extends Entries {
  readonly options: ReachOptions;
  /** Both families when a network has or may have IPv6. */
  readonly addressFamilies: readonly Family[];
  /** True when IPv6 may differ from IPv4; otherwise the facts of IPv4 hold for both. */
  readonly apart: boolean;
  family(of: Family): FamilyReach;
  /** The active services in file order. */
  readonly services: readonly string[];
  readonly facts: ReadonlyMap<string, ServiceFacts>;
  /** Returns the facts of an ordered pair; both services must be active and different. */
  pair(from: string, to: string): PairFacts;
  direct(from: string, to: string): Tri;
  viaHost(from: string, to: string): Tri;
  viaGateway(from: string, to: string): Tri;
  resolves(from: string, to: string): Tri;
  /** Returns the additional names of a service by network; every service on that network can resolve them. */
  aliases(service: string): readonly { readonly network: string; readonly alias: string }[];
  /** Returns whether any port of the other service answers in any way. */
  reaches(from: string, to: string): Tri;
  /**
   * Returns one row for all targets of a service: bit `i` stands for `services[i]`. Services in one namespace share the row; never write to
   * it. The bit of `from` itself carries no meaning.
   */
  row(kind: Way | 'resolves', from: string): TriRow;
  /** The machine's own listening ports; absent when no record of a machine is given. */
  readonly hostPorts?: HostPorts;
}

/** The ports of a machine on which its own processes listen, containers on the host's network included. */
export interface HostPorts {
  /** Returns whether a process listens on a TCP port at an address that `from`, a place or a service, can reach. */
  listens(from: string, port: number): Tri;
  /** Returns whether the firewall passes a connection from there, and the rule that decides. */
  passes(from: string, port: number, protocol?: string): Pick<MachineVerdict, 'value' | 'because'>;
  /** Returns the networks beside the interface that leads outside, with the machine's address on each; none where no record says them. */
  around(family: Family): readonly { readonly subnet: string; readonly own: string }[];
}
