// The connections that people ask about, on one machine: who reaches whom, what gets out, what comes in.

import type { Tri } from '../compose/topology.ts';
import type { FamilyPort } from '../reach/namespaces/published-ports.ts';
import type { Namespace } from '../reach/namespaces/resolve-namespaces.ts';
import type { Endpoint } from '../reach/networks/segment.ts';
import type { ReachBase } from '../reach/reach-base.ts';
import type { Family } from '../reach/reach-model.ts';
import { both } from '../reach/rows/tri.ts';
import {
  allOf,
  anyOf,
  type ConnectionOutcome,
  Connections,
  closed,
  open,
  outcomeInEveryCase,
  type TranslatedDestination,
  undecided,
} from './connections.ts';
import { addressOn, type Bridge, bridgesOf } from './docker/bridges.ts';
import { type DockerStyle, dockerVerdict } from './docker/docker-rules.ts';
import {
  type AddressRange,
  exactAddress,
  internetAddress,
  isWithin,
  type KnownAddress,
  parseRange,
  unknownAddress,
} from './firewall/addresses.ts';
import { Firewall, type KnownPort } from './firewall/evaluate.ts';
import { namedPorts } from './firewall/named-ports.ts';
import type { PortRange, Ruleset } from './firewall/ruleset.ts';
import { hostAddress, lanAddress, type Machine, outsideInterface } from './machine.ts';
import { PacketClasses } from './packet-classes.ts';

/** The two places outside: a machine of the LAN, or one of the Internet. */
export type Outside = 'lan' | 'internet';

/** A port on which a service accepts connections. */
export interface ServicePort {
  readonly port: KnownPort;
  readonly protocol: string;
}

const loopback: { readonly [family in Family]: string } = { ipv4: '127.0.0.1', ipv6: '::1' };
const loopbackRanges: { readonly [family in Family]: readonly AddressRange[] } = {
  ipv4: [parseRange('127.0.0.0/8', 'ipv4')].filter((range) => range !== null),
  ipv6: [parseRange('::1', 'ipv6')].filter((range) => range !== null),
};
const wildcards = new Set(['0.0.0.0', '::', '']);

/** The end of a connection that lies beyond an interface of the machine. */
export interface FarEnd {
  readonly interface: string;
  readonly address: KnownAddress;
  /** The interface that packets to the far end take, where it is not the one that packets from there arrive on. */
  readonly back?: string;
}

/** The asker of a published port: the host itself, a machine beyond an interface, or a container by one of its networks. */
export type PortAsker = null | FarEnd | { readonly container: Namespace; readonly by: Endpoint };

/** As whom a published port sees the asker: with its own address, or as the gateway of a bridge. */
export type PortSource =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'own' }
  | { readonly kind: 'gateway'; readonly bridge: Bridge };

/** The way of a connection to a published port, once the network that publishes it is settled. */
type PortPassage =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'proxied'; readonly inner: MachinePaths; readonly bridge: Bridge }
  | {
      readonly kind: 'translated';
      readonly bridge: Bridge;
      readonly into: TranslatedDestination;
      /** The source that the container sees instead of the asker's own. */
      readonly masquerade: KnownAddress | null;
    };

export interface PathOptions {
  readonly base: ReachBase;
  readonly machine: Machine;
  readonly ruleset: Ruleset;
  readonly style: DockerStyle;
  /** True when the userland proxy takes connections to published ports that no rule translates. */
  readonly userlandProxy: boolean;
  /** The same machine over IPv4, for connections that the proxy passes on from IPv6. */
  readonly ipv4: MachinePaths | null;
}

export class MachinePaths {
  readonly family: Family;
  readonly #base: ReachBase;
  readonly #ruleset: Ruleset;
  readonly #machine: Machine;
  readonly #style: DockerStyle;
  readonly #userlandProxy: boolean;
  /** The same machine over IPv4, for connections that the proxy passes on from IPv6. */
  readonly ipv4: MachinePaths | null;
  readonly #bridges: ReadonlyMap<number, Bridge>;
  readonly #connections: Connections;
  readonly #outside: string;
  readonly #host: KnownAddress | null;
  readonly #far: { readonly [place in Outside]: KnownAddress };
  /** True when packets between neighbours on one bridge pass the firewall. */
  readonly #bridgesFiltered: boolean | 'unknown';
  #publishedTcp: ReadonlySet<string> | null = null;

  constructor({ base, machine, ruleset, style, userlandProxy, ipv4 }: PathOptions) {
    this.family = base.family;
    this.#base = base;
    this.#ruleset = ruleset;
    this.#machine = machine;
    this.#style = style;
    this.#userlandProxy = userlandProxy;
    this.ipv4 = ipv4;
    this.#bridges = bridgesOf(base, machine);
    this.#connections = connectionsOn(ruleset, style, [...this.#bridges.values()], base.family);
    this.#outside = outsideInterface(machine);
    this.#host = hostAddress(machine, base.family);
    this.#far = { lan: lanAddress(machine, base.family), internet: internetAddress[base.family] };
    this.#bridgesFiltered = bridgesFiltered(
      this.#bridges.values(),
      machine,
      base.family,
      style,
      userlandProxy,
    );
  }

  /** Returns whether `from` reaches ports of `to` at the container's addresses; for a service in the host's namespace, at the host's. */
  direct(from: Namespace, to: Namespace, ports: readonly ServicePort[]): ConnectionOutcome {
    if (from === to) return open;
    if (from.kind === 'none' || to.kind === 'none') return closed;
    if (from.kind === 'unknown' || to.kind === 'unknown') return undecided;
    if (from.kind === 'host') return to.kind === 'host' ? this.#loop(ports) : this.fromHost(to, ports);
    if (to.kind === 'host') return this.#toHostPorts(from, ports);
    const ways: ConnectionOutcome[] = [];
    for (const endpoint of from.endpoints) {
      const other = to.endpoints.find(({ segment }) => segment === endpoint.segment);
      if (other) ways.push(this.#neighbours(from, endpoint, to, ports));
    }
    const beyond = to.endpoints.filter(
      ({ segment }) => !from.endpoints.some((endpoint) => endpoint.segment === segment),
    );
    if (beyond.length > 0)
      ways.push(
        this.#byGateway(from, (gateway) =>
          anyOf(beyond.map((other) => this.#across(from, gateway, to, other, ports))),
        ),
      );
    return anyOf(ways);
  }

  /** Returns whether `from` reaches ports of `to` at the address of one of its networks. */
  directAt(
    from: Namespace,
    to: Namespace,
    at: Pick<Endpoint, 'segment'>,
    ports: readonly ServicePort[],
  ): ConnectionOutcome {
    if (from === to) return open;
    if (from.kind !== 'networks' || to.kind !== 'networks') return this.direct(from, to, ports);
    const near = from.endpoints.find(({ segment }) => segment === at.segment);
    return near
      ? this.#neighbours(from, near, to, ports)
      : this.#byGateway(from, (gateway) => this.#across(from, gateway, to, at, ports));
  }

  /** Returns whether `from` reaches a published port of `to` at the host's outside address. */
  viaHost(from: Namespace, to: Namespace, port: FamilyPort): ConnectionOutcome {
    const host = this.#host;
    if (!host || port.reachableFrom === 'nowhere' || port.reachableFrom === 'host') return closed;
    if (port.reachableFrom === 'unknown' || from.kind === 'unknown') return undecided;
    if (from.kind === 'none') return closed;
    const destination = this.#bound(port) ?? host;
    if (from.kind === 'host') return this.#published(to, port, destination, null);
    return this.#byGateway(from, (gateway) =>
      this.#published(to, port, destination, { container: from, by: gateway }),
    );
  }

  /** Returns whether `from` reaches a published port of `to` at the host's address on a network of `from`. */
  viaGateway(from: Namespace, to: Namespace, port: FamilyPort): ConnectionOutcome {
    if (from.kind !== 'networks') return closed;
    if (port.reachableFrom === 'nowhere' || !wildcards.has(port.hostIp)) return closed;
    return anyOf(
      from.endpoints.map((by) => {
        if (this.#isOverlay(by.segment)) return closed;
        const bridge = this.#bridges.get(by.segment.index);
        return bridge?.isKnown
          ? this.#published(to, port, bridge.gateway, { container: from, by })
          : undecided;
      }),
    );
  }

  /** The ports that rules name. */
  get named(): readonly PortRange[] {
    return namedPorts(this.#ruleset);
  }

  /** Returns a key of the rules that a destination meets: destinations with one key meet the same. */
  classOf(address: KnownAddress, port: KnownPort): string {
    return `${this.classOfAddress(address)} ${this.classOfPort(port)}`;
  }

  /** Returns the class of an address, by the rules that name addresses. */
  classOfAddress(address: KnownAddress): number {
    return this.#connections.classes.address(address);
  }

  /** Returns the class of a port, by the rules that name ports. */
  classOfPort(port: KnownPort): number {
    return this.#connections.classes.port(port);
  }

  /** Returns the class of an interface, by the rules that name interfaces and Docker's rules for its bridge. */
  classOfInterface(name: string): string {
    return this.#connections.classes.interfaces([name]);
  }

  /** Returns whether `from` reaches a machine outside; unless a port is given, at one that no rule names. */
  out(
    from: Namespace,
    place: Outside,
    at: ServicePort = { port: 'unnamed', protocol: 'tcp' },
  ): ConnectionOutcome {
    const host = this.#host;
    return host ? this.leaves(from, this.#farEnd(place), host, at) : closed;
  }

  /** Returns whether `from` reaches a port beyond an interface, at which the host has the address `own`. */
  leaves(from: Namespace, far: FarEnd, own: KnownAddress, at: ServicePort): ConnectionOutcome {
    switch (from.kind) {
      case 'none':
        return closed;
      case 'unknown':
        return undecided;
      case 'host':
        return this.hostLeaves(far, own, at);
      case 'networks':
        return this.#byGateway(from, ({ segment }) => {
          const bridge = this.#bridges.get(segment.index);
          if (!bridge?.isKnown) return undecided;
          // Nothing outside has a route to the addresses of containers.
          return this.masquerades(bridge) ? this.leavesBridge(from, bridge, far, own, at) : closed;
        });
    }
  }

  /** Returns whether a process of the host reaches a port beyond an interface, at which the host has the address `own`. */
  hostLeaves(far: FarEnd, own: KnownAddress, at: ServicePort): ConnectionOutcome {
    return this.#connections.sent({
      ...at,
      destination: far.address,
      source: own,
      out: far.interface,
      into: null,
      bridge: null,
      published: false,
      ...(far.back === undefined ? {} : { replyInterface: far.back }),
    });
  }

  /**
   * Returns whether a container reaches a port beyond an interface by one of its networks; `masquerade` is the source that the host gives
   * the connection, null where the container keeps its own.
   */
  leavesBridge(
    from: Namespace,
    bridge: Bridge,
    far: FarEnd,
    masquerade: KnownAddress | null,
    at: ServicePort,
  ): ConnectionOutcome {
    return this.#connections.forwarded({
      ...at,
      destination: far.address,
      source: this.addressOf(from, bridge),
      in: bridge.interface,
      out: far.interface,
      into: null,
      masquerade,
      bridge: null,
      published: false,
      isBridged: false,
      ...(masquerade === null ? { sourceBridge: bridge } : {}),
      ...(far.back === undefined ? {} : { replyInterface: far.back }),
    });
  }

  /** Returns whether the host leads a connection from one interface to another; `half` where it sees one direction alone. */
  transits(from: FarEnd, to: FarEnd, at: ServicePort, half?: 'requests' | 'replies'): ConnectionOutcome {
    return this.#connections.forwarded({
      ...at,
      source: from.address,
      destination: to.address,
      in: from.interface,
      out: to.interface,
      into: null,
      masquerade: null,
      bridge: null,
      published: false,
      isBridged: false,
      ...(to.back === undefined ? {} : { replyInterface: to.back }),
      ...(from.back === undefined ? {} : { replyVia: from.back }),
      ...(half === undefined ? {} : { half }),
    });
  }

  /** Returns whether a machine beyond an interface reaches a port of a container at its own address on a bridge. */
  entersBridge(from: FarEnd, to: Namespace, bridge: Bridge, at: ServicePort): ConnectionOutcome {
    return this.#byGateway(to, (gateway) => {
      const back = this.#bridges.get(gateway.segment.index);
      return back?.isKnown ? this.#entersBridge(from, to, { bridge, back }, at) : undecided;
    });
  }

  /** The same where the container answers by the bridge `back`. */
  #entersBridge(
    from: FarEnd,
    to: Namespace,
    { bridge, back }: { readonly bridge: Bridge; readonly back: Bridge },
    at: ServicePort,
  ): ConnectionOutcome {
    return this.#connections.forwarded({
      ...at,
      source: from.address,
      destination: this.addressOf(to, bridge),
      in: from.interface,
      out: bridge.interface,
      into: null,
      masquerade: null,
      bridge,
      published: this.publishes(to, bridge, at),
      replyInterface: back.interface,
      isBridged: false,
      ...(from.back === undefined ? {} : { replyVia: from.back }),
    });
  }

  #farEnd(place: Outside): FarEnd {
    return { interface: this.#outside, address: this.#far[place] };
  }

  /** Returns whether `from` reaches a listener on the host, at one of its addresses. */
  toHost(from: Namespace): ConnectionOutcome {
    switch (from.kind) {
      case 'none':
        return closed;
      case 'unknown':
        return undecided;
      case 'host':
        // At the address that the outside meets, too: a container asks there.
        return this.#loop(
          this.#listening(() => true),
          this.#host ?? undefined,
        );
      case 'networks':
        return this.#toHostPorts(from, null);
    }
  }

  /** Returns whether `from` reaches the given ports of the host, at one of its addresses. */
  toHostAt(from: Namespace, ports: readonly ServicePort[]): ConnectionOutcome {
    if (from.kind === 'none') return closed;
    return from.kind === 'unknown' ? undecided : this.#toHostPorts(from, ports);
  }

  /** Returns whether the host reaches its own ports over loopback. */
  atLoopback(ports: readonly ServicePort[]): ConnectionOutcome {
    return this.#loop(ports);
  }

  /** Returns whether the host reaches ports of `to` at the container's addresses. */
  fromHost(to: Namespace, ports: readonly ServicePort[]): ConnectionOutcome {
    if (to.kind === 'none') return closed;
    if (to.kind === 'unknown') return undecided;
    if (to.kind === 'host') return this.#loop(ports);
    return anyOf(
      to.endpoints.flatMap(({ segment }) => {
        const bridge = this.#bridges.get(segment.index);
        if (segment.fromHost === false || !bridge?.isKnown) return [outcomeOfUnmodelled(segment.fromHost)];
        return ports.map((port) => this.sentTo(to, bridge, port));
      }),
    );
  }

  /**
   * Returns whether a machine of the LAN with a route reaches ports of `to` at the container's addresses; for a service in the host's
   * namespace, at the host's.
   */
  fromLan(to: Namespace, ports: readonly ServicePort[]): ConnectionOutcome {
    if (to.kind === 'none') return closed;
    if (to.kind === 'unknown') return undecided;
    if (to.kind === 'host') return this.openFrom('lan', ports);
    return anyOf(
      to.endpoints.map(({ segment }) =>
        this.#byGateway(to, (gateway) => {
          const [bridge, back] = [this.#bridges.get(segment.index), this.#bridges.get(gateway.segment.index)];
          if (!bridge?.isKnown || !back?.isKnown)
            return outcomeOfUnmodelled(both(segment.present, gateway.segment.present));
          const from = this.#farEnd('lan');
          return anyOf(ports.map((at) => this.#entersBridge(from, to, { bridge, back }, at)));
        }),
      ),
    );
  }

  /** Returns whether the outside reaches ports of a service in the host's namespace, at the host's address. */
  openFrom(place: Outside, ports: readonly ServicePort[]): ConnectionOutcome {
    const host = this.#host;
    return host ? this.entersHost(this.#farEnd(place), host, ports) : closed;
  }

  /** Returns whether a machine beyond an interface reaches ports of the host's own processes at one of its addresses. */
  entersHost(far: FarEnd, destination: KnownAddress, ports: readonly ServicePort[]): ConnectionOutcome {
    return anyOf(
      ports.map(({ port, protocol }) =>
        this.#connections.received({
          source: far.address,
          destination,
          port,
          protocol,
          in: far.interface,
          ...(far.back === undefined ? {} : { replyVia: far.back }),
        }),
      ),
    );
  }

  /** Returns whether a published port answers the outside, or the host at the bound address. */
  answers(to: Namespace, port: FamilyPort, from: Outside | 'host'): ConnectionOutcome {
    if (port.reachableFrom === 'unknown') return undecided;
    if (port.reachableFrom === 'nowhere') return closed;
    const ends = this.#endsOf(port, from);
    if (!ends) return from === 'host' ? undecided : closed;
    return this.#published(to, port, ends.address, ends.asker);
  }

  /** Returns as whom a published port sees the outside, or the host at the bound address, in each case that is possible; [] where it is not asked. */
  seenFrom(to: Namespace, port: FamilyPort, from: Outside | 'host'): readonly PortSource[] {
    const ends = this.#endsOf(port, from);
    return ends ? this.seenAtPort(to, port, ends.address, ends.asker) : [];
  }

  /** Returns the address at which a place asks a published port, and who asks; null where it does not. */
  #endsOf(
    port: FamilyPort,
    from: Outside | 'host',
  ): { readonly address: KnownAddress; readonly asker: PortAsker } | null {
    const bound = this.#bound(port);
    if (from === 'host') {
      const own = loopback[this.family];
      const address =
        bound ??
        exactAddress(wildcards.has(port.hostIp) ? own : port.hostIp, this.family) ??
        exactAddress(own, this.family);
      return address && { address, asker: null };
    }
    const host = this.#host;
    return host && port.reachableFrom !== 'host'
      ? { address: bound ?? host, asker: this.#farEnd(from) }
      : null;
  }

  /** Returns the address that a port is bound to; null unless it is a single address beyond loopback. */
  #bound({ hostIp, reachableFrom }: FamilyPort): KnownAddress | null {
    return wildcards.has(hostIp) || reachableFrom === 'host' ? null : exactAddress(hostIp, this.family);
  }

  /** Returns the outcome of a connection to a published port at `destination`, an address of the host. */
  #published(to: Namespace, port: FamilyPort, destination: KnownAddress, from: PortAsker): ConnectionOutcome {
    return outcomeInEveryCase(
      this.#passages(to, port, destination, from).map((passage) =>
        this.#publishedBy(to, port, destination, from, passage),
      ),
    );
  }

  /** Returns the outcome of a connection to a published port at one of the host's addresses, for whoever asks. */
  entersPort(to: Namespace, port: FamilyPort, destination: KnownAddress, from: PortAsker): ConnectionOutcome {
    return this.#published(to, port, destination, from);
  }

  /** Returns as whom a published port sees the asker, in each case that is possible. */
  seenAtPort(
    to: Namespace,
    port: FamilyPort,
    destination: KnownAddress,
    from: PortAsker,
  ): readonly PortSource[] {
    return this.#passages(to, port, destination, from).map((passage): PortSource => {
      if (passage.kind === 'unknown' || passage.kind === 'closed') return { kind: passage.kind };
      // A listener that answers for the container asks from the bridge of the address family that it has.
      if (passage.kind === 'proxied') return { kind: 'gateway', bridge: passage.bridge };
      const { bridge, masquerade } = passage;
      if (from === null) {
        // What the machine asks at the gateway of another network leaves that network, as what its containers ask.
        const by = [...this.#bridges.values()].find(
          ({ gateway }) => isWithin(destination, gateway.within) === true,
        );
        const isOther = by !== undefined && by !== bridge && this.masquerades(by);
        return this.#userlandProxy && !isOther ? { kind: 'own' } : { kind: 'gateway', bridge };
      }
      const isNeighbour =
        'by' in from && from.by.segment === bridge.segment && from.container !== to && !this.#userlandProxy;
      return masquerade === null || isNeighbour ? { kind: 'own' } : { kind: 'gateway', bridge };
    });
  }

  #publishedBy(
    to: Namespace,
    port: FamilyPort,
    destination: KnownAddress,
    from: PortAsker,
    passage: PortPassage,
  ): ConnectionOutcome {
    if (passage.kind === 'unknown') return undecided;
    if (passage.kind === 'closed') return closed;
    const ends = { destination, port: portOf(port.hostPort), protocol: port.protocol };
    const by = from !== null && 'by' in from ? this.#bridges.get(from.by.segment.index) : undefined;
    if (passage.kind === 'proxied') {
      const { inner, bridge } = passage;
      const first = (): ConnectionOutcome => {
        if (from === null) return this.#connections.looped({ ...ends, source: destination });
        if ('interface' in from)
          return this.entersHost(from, destination, [{ port: ends.port, protocol: ends.protocol }]);
        if (!by?.isKnown) return undecided;
        const source = this.addressOf(from.container, by);
        return this.#connections.received({ ...ends, source, in: by.interface });
      };
      const second = (): ConnectionOutcome =>
        this.#userlandProxy
          ? inner.sentTo(to, bridge, { port: port.containerPort, protocol: port.protocol })
          : closed;
      return allOf([first(), second()]);
    }
    const { bridge, into, masquerade } = passage;
    const target = { ...ends, out: bridge.interface, into, bridge, published: true };
    if (from === null) return this.#connections.sent({ ...target, source: destination });
    const forwarded = { ...target, masquerade, isBridged: false };
    if ('interface' in from)
      return this.#connections.forwarded({
        ...forwarded,
        source: from.address,
        in: from.interface,
        ...(from.back === undefined ? {} : { replyVia: from.back }),
      });
    if (!by?.isKnown) return undecided;
    return this.#connections.forwarded({
      ...forwarded,
      sourceBridge: by,
      source: this.addressOf(from.container, by),
      in: by.interface,
    });
  }

  /** Returns the ways in which a connection to a published port may be handled, one for each network that may publish it. */
  #passages(
    to: Namespace,
    port: FamilyPort,
    destination: KnownAddress,
    from: PortAsker,
  ): readonly PortPassage[] {
    // The proxy passes on to the address of the other family where this one has none.
    const inner = port.byProxy && this.family === 'ipv6' ? this.ipv4 : this;
    const gateways = this.#base.facts[to.index]?.gateways ?? [];
    const innerGateways = inner === this ? gateways : (inner?.gatewaysOf(to) ?? []);
    return innerGateways.map((gateway): PortPassage => {
      const bridge = gateway && inner ? inner.bridges.get(gateway.segment.index) : undefined;
      if (!bridge?.isKnown || !inner) return { kind: gateway ? 'unknown' : 'closed' };
      if (port.byProxy || !this.#translates(bridge, from, destination))
        return { kind: 'proxied', inner, bridge };
      // Nothing leads ::1 on to a bridge (AS4).
      if (from === null && this.family === 'ipv6' && isWithin(destination, loopbackRanges.ipv6) === true)
        return { kind: 'closed' };
      const into = { destination: this.addressOf(to, bridge), port: port.containerPort };
      if (from === null || 'interface' in from) return { kind: 'translated', bridge, into, masquerade: null };
      const by = this.#bridges.get(from.by.segment.index);
      if (!by?.isKnown) return { kind: 'unknown' };
      // Within one bridge the host answers for itself, so that the way back is the way there.
      const masquerade = by === bridge || this.masquerades(by) ? bridge.gateway : null;
      return { kind: 'translated', bridge, into, masquerade };
    });
  }

  /** True when Docker's rules translate connections to a port that is published on `bridge`. */
  #translates(bridge: Bridge, from: PortAsker, destination: KnownAddress): boolean {
    if (!this.#style.filtersFamily) return false;
    if (from === null) {
      // Docker leaves out all of 127.0.0.0/8, and ::1, while its proxy listens there.
      return !this.#userlandProxy || isWithin(destination, loopbackRanges[this.family]) !== true;
    }
    if ('interface' in from || !this.#userlandProxy) return true;
    // While the proxy runs, nothing is translated that comes from the bridge itself; before Engine 29 neither what comes from another one
    // with masquerade.
    const by = this.#bridges.get(from.by.segment.index);
    if (from.by.segment === bridge.segment) return false;
    return !this.#style.isolatesBridgesFirst || (by?.isKnown === true && !this.masquerades(by));
  }

  /** True when connections that leave `bridge` for elsewhere get an address of the host. */
  masquerades(bridge: Bridge): boolean {
    return bridge.masquerade && this.#style.filtersFamily;
  }

  /** The bridges of the machine, by the index of their segment. */
  get bridges(): ReadonlyMap<number, Bridge> {
    return this.#bridges;
  }

  /** True when the userland proxy takes what a container asks of its own machine, as it does before Engine 29 (AS10). */
  get answersByProxy(): boolean {
    return this.#userlandProxy && this.#style.isolatesBridgesFirst;
  }

  gatewaysOf(of: Namespace): readonly (Endpoint | null)[] {
    return this.#base.facts[of.index]?.gateways ?? [];
  }

  /** Returns the outcome that holds whichever network provides the default route; closed when none does. */
  #byGateway(of: Namespace, ask: (gateway: Endpoint) => ConnectionOutcome): ConnectionOutcome {
    return outcomeInEveryCase(this.gatewaysOf(of).map((gateway) => (gateway ? ask(gateway) : closed)));
  }

  #neighbours(
    from: Namespace,
    { segment }: Endpoint,
    to: Namespace,
    ports: readonly ServicePort[],
  ): ConnectionOutcome {
    const bridge = this.#bridges.get(segment.index);
    // SW1: an overlay is a network of its own, which no rule of a node sees.
    if (!bridge && this.#isOverlay(segment)) return { passes: segment.carries, because: null };
    if (!bridge) return outcomeOfUnmodelled(segment.present);
    if (this.#bridgesFiltered === false) return bridge.icc ? open : closed;
    const passage = anyOf(
      ports.map(({ port, protocol }) =>
        this.#connections.forwarded({
          source: this.addressOf(from, bridge),
          destination: this.addressOf(to, bridge),
          port,
          protocol,
          in: bridge.interface,
          out: bridge.interface,
          into: null,
          masquerade: null,
          bridge,
          published: this.publishes(to, bridge, { port, protocol }),
          isBridged: true,
        }),
      ),
    );
    return this.#bridgesFiltered === true || passage.passes === true
      ? passage
      : { ...passage, passes: 'unknown' };
  }

  /** True for an overlay of a swarm, whose members alone reach each other there, and on which no host has an address (SW1). */
  #isOverlay({ kind }: Endpoint['segment']): boolean {
    return kind === 'overlay' && this.#base.behaviour.gatewayBridge;
  }

  #across(
    from: Namespace,
    gateway: Endpoint,
    to: Namespace,
    other: Pick<Endpoint, 'segment'>,
    ports: readonly ServicePort[],
  ): ConnectionOutcome {
    const [by, bridge] = [this.#bridges.get(gateway.segment.index), this.#bridges.get(other.segment.index)];
    if (this.#isOverlay(other.segment)) return closed;
    if (!by?.isKnown || !bridge?.isKnown)
      return outcomeOfUnmodelled(both(gateway.segment.present, other.segment.present));
    const masquerade = this.masquerades(by) ? bridge.gateway : null;
    // Without another source the answer takes the way out of the one that is asked.
    const back = masquerade ? bridge : this.#onlyGateway(to);
    if (!back) return back === null ? closed : undecided;
    return anyOf(
      ports.map(({ port, protocol }) =>
        this.#connections.forwarded({
          source: this.addressOf(from, by),
          destination: this.addressOf(to, bridge),
          port,
          protocol,
          in: by.interface,
          out: bridge.interface,
          into: null,
          masquerade,
          bridge,
          published: this.publishes(to, bridge, { port, protocol }),
          sourceBridge: by,
          replyInterface: back.interface,
          isBridged: false,
        }),
      ),
    );
  }

  /** Returns the bridge of the default route; null when there is none, undefined when it is unknown. */
  #onlyGateway(of: Namespace): Bridge | null | undefined {
    const [only, ...others] = this.gatewaysOf(of);
    if (only === null || others.length > 0) return others.length > 0 ? undefined : null;
    const bridge = only && this.#bridges.get(only.segment.index);
    return bridge?.isKnown ? bridge : undefined;
  }

  /** Returns whether `from` reaches `ports` of the host, or its known listeners, at an address that `from` has a route to. */
  #toHostPorts(from: Namespace, ports: readonly ServicePort[] | null): ConnectionOutcome {
    const ways: ConnectionOutcome[] = from.endpoints.map(({ segment }) => {
      const bridge = this.#bridges.get(segment.index);
      if (segment.toHost === false || !bridge?.isKnown) return outcomeOfUnmodelled(segment.toHost);
      return this.bridgeEntersHost(from, bridge, bridge.gateway, ports);
    });
    const host = this.#host;
    if (host)
      ways.push(
        this.#byGateway(from, ({ segment }) => {
          const bridge = this.#bridges.get(segment.index);
          return bridge?.isKnown ? this.bridgeEntersHost(from, bridge, host, ports) : undecided;
        }),
      );
    return anyOf(ways);
  }

  /**
   * Returns whether a container reaches ports of the host's own processes, its listeners for null, at one of its addresses, by one of the
   * container's networks.
   */
  bridgeEntersHost(
    from: Namespace,
    bridge: Bridge,
    destination: KnownAddress,
    ports: readonly ServicePort[] | null,
  ): ConnectionOutcome {
    const source = this.addressOf(from, bridge);
    const asked =
      ports ??
      this.#listening(
        (address) => exactAddress(address, this.family)?.within[0]?.first === destination.within[0]?.first,
      );
    return anyOf(
      asked.map(({ port, protocol }) =>
        this.#connections.received({ source, destination, port, protocol, in: bridge.interface }),
      ),
    );
  }

  /** Returns the listeners on all addresses of the host or on one that `at` accepts; any port when the listeners are unknown. */
  #listening(at: (address: string) => boolean): readonly ServicePort[] {
    const { listeners } = this.#machine;
    if (!listeners) return anyPort;
    const all = this.family === 'ipv4' ? ['0.0.0.0', '*'] : ['::', '*'];
    const published = this.#publishedPorts();
    const ports = new Set<number>();
    for (const { address, port, protocol } of listeners) {
      // The process at a published port is Docker's, and what is reached there is the service.
      if (!protocol.startsWith('tcp') || published.has(String(port))) continue;
      if (all.includes(address) || at(address)) ports.add(port);
      if (ports.size > maxListeners) return anyPort;
    }
    return [...ports].map((port) => ({ port, protocol: 'tcp' }));
  }

  #publishedPorts(): ReadonlySet<string> {
    this.#publishedTcp ??= new Set(
      this.#base.facts.flatMap(({ ports }) =>
        ports.published
          .filter(({ protocol, reachableFrom }) => protocol === 'tcp' && reachableFrom !== 'nowhere')
          .map(({ hostPort }) => hostPort),
      ),
    );
    return this.#publishedTcp;
  }

  #loop(ports: readonly ServicePort[], at?: KnownAddress): ConnectionOutcome {
    const ownKnownAddress =
      at ?? exactAddress(loopback[this.family], this.family) ?? unknownAddress('loopback', this.family);
    return anyOf(
      ports.map(({ port, protocol }) =>
        this.#connections.looped({ source: ownKnownAddress, destination: ownKnownAddress, port, protocol }),
      ),
    );
  }

  sentTo(to: Namespace, bridge: Bridge, { port, protocol }: ServicePort): ConnectionOutcome {
    return this.#connections.sent({
      source: bridge.gateway,
      destination: this.addressOf(to, bridge),
      port,
      protocol,
      out: bridge.interface,
      into: null,
      bridge,
      published: this.publishes(to, bridge, { port, protocol }),
    });
  }

  /** Returns what is known of a container's address on a bridge. */
  addressOf({ owner }: Namespace, bridge: Bridge): KnownAddress {
    const attached = owner?.attachments.find(({ network }) => bridge.segment.keys.includes(network));
    const stated = this.family === 'ipv4' ? attached?.ipv4 : attached?.ipv6;
    return addressOn(bridge, stated ?? null, this.family);
  }

  /** O6: true when a routed network opens its published ports without translation; before Engine 29 only as the default route. */
  #opensRouted(of: Namespace, bridge: Bridge): boolean {
    const { routedOnWire } = this.#base.behaviour;
    return (
      routedOnWire === 'any' || this.gatewaysOf(of).some((gateway) => gateway?.segment === bridge.segment)
    );
  }

  /** True when `of` publishes the port on `bridge`. */
  publishes(of: Namespace, bridge: Bridge, { port, protocol }: ServicePort): boolean {
    const facts = this.#base.facts[of.index];
    if (!facts) return false;
    if (bridge.mode === 'routed' && this.#opensRouted(of, bridge)) {
      return (
        of.owner?.ports.some(({ bindings }) =>
          bindings.some((one) => one.containerPort === port && one.protocol === protocol),
        ) ?? false
      );
    }
    if (!facts.gateways.some((gateway) => gateway?.segment === bridge.segment)) return false;
    return facts.ports.published.some(
      (one) =>
        one.containerPort === port &&
        one.protocol === protocol &&
        one.reachableFrom !== 'nowhere' &&
        !one.byProxy,
    );
  }
}

const anyPort: readonly ServicePort[] = [{ port: 'any', protocol: 'tcp' }];
/** The largest number of listeners; beyond it any port is asked for. */
const maxListeners = 1000;

/** Returns the outcome for a network that is not modelled here: unknown, unless the reach model rules the route out. */
function outcomeOfUnmodelled(fact: Tri): ConnectionOutcome {
  return fact === false ? closed : undecided;
}

/** The connections asked for so far, by ruleset and then by everything that Docker's rules depend on, since fixes ask repeatedly. */
const asked = new WeakMap<Ruleset, Map<string, Connections>>();
/** The largest number of sets of networks that are cached. */
const maxCached = 16;

function connectionsOn(
  ruleset: Ruleset,
  style: DockerStyle,
  bridges: readonly Bridge[],
  family: Family,
): Connections {
  const kept = asked.get(ruleset) ?? new Map<string, Connections>();
  asked.set(ruleset, kept);
  const key = [JSON.stringify(style), ...bridges.map(bridgeKey)].join('\n');
  const known = kept.get(key);
  if (known) return known;
  const byInterface = new Map(bridges.map((bridge) => [bridge.interface, bridge]));
  const made = new Connections(
    new Firewall(ruleset, (part, packet) => dockerVerdict(style, byInterface, part, packet)),
    new PacketClasses(ruleset, byInterface),
    family,
  );
  if (kept.size >= maxCached) kept.clear();
  kept.set(key, made);
  return made;
}

/** Returns everything about a bridge that a connection over it depends on. */
function bridgeKey({ segment: _, gateway, member, ...rest }: Bridge): string {
  const addresses = [gateway, member].map(
    ({ text, within, excluded = [] }) =>
      `${text} ${within.map(({ first, last }) => `${first}-${last}`).join(',')} ${excluded.join(',')}`,
  );
  return `${JSON.stringify(rest)} ${addresses.join(' ')}`;
}

function portOf(text: string): KnownPort {
  return /^\d+$/.test(text) ? Number(text) : 'any';
}

/**
 * Returns whether packets between neighbours on one bridge pass the firewall, from the machine's setting and from what Docker itself sets.
 */
function bridgesFiltered(
  bridges: Iterable<Bridge>,
  { sysctl }: Machine,
  family: Family,
  { leavesForwardingToHost, filtersFamily }: DockerStyle,
  userlandProxy: boolean,
): boolean | 'unknown' {
  const setting = sysctl?.[`net.bridge.bridge-nf-call-${family === 'ipv4' ? 'iptables' : 'ip6tables'}`];
  if (setting !== undefined && /^[1-9]\d*$/.test(setting.trim())) return true;
  if (filtersFamily && (leavesForwardingToHost || !userlandProxy)) return true;
  if (filtersFamily) for (const { icc } of bridges) if (!icc) return true;
  return setting?.trim() === '0' ? false : 'unknown';
}
