// From closings to blocks of rules. A rule sees bridges, addresses and ports, never services: where nothing tells the packets of one service
// from those of another, the connection stays open, with the reason.

import { attachmentPlace } from '../compose/places.ts';
import { containerText } from '../compose/project/ports/port-range.ts';
import { isIpLiteral } from '../compose/project/values/ip-literal.ts';
import type { Topology } from '../compose/topology.ts';
import { type Bridge, bridgesOf } from '../machine/docker/bridges.ts';
import { dockerStyle } from '../machine/docker/docker-rules.ts';
import { parseRange } from '../machine/firewall/addresses.ts';
import { isInterfaceName } from '../machine/interface-name.ts';
import type { Machine } from '../machine/machine.ts';
import { baseOf } from '../reach/compute-reach.ts';
import type { FamilyPort } from '../reach/namespaces/published-ports.ts';
import type { Namespace } from '../reach/namespaces/resolve-namespaces.ts';
import { bridgeSetting } from '../reach/networks/bridge-traits.ts';
import { engineBehaviour } from '../reach/networks/engine-behaviour.ts';
import type { Segment } from '../reach/networks/segment.ts';
import type { ReachBase } from '../reach/reach-base.ts';
import { allFamilies, type Family, type FamilyReach, type Reach } from '../reach/reach-model.ts';
import { itemAt } from '../reach/rows/item-at.ts';
import type { Path } from '../yaml/tree.ts';
import { type Block, type Condition, isPortText, isProtocol, type Step } from './block.ts';
import type { Closing, PlaceBeyondHost } from './closings.ts';
import { lanRanges, networkText, type OutsideConditions, outsideConditions } from './interfaces.ts';

/** A connection that no rule can close, and the reason; `at` lists the lines that keep it open. */
export interface OpenConnection {
  readonly closing: Closing;
  readonly why: string;
  readonly at: readonly Path[];
}

export interface DerivedBlocks {
  readonly blocks: readonly Block[];
  readonly open: readonly OpenConnection[];
  /** True when packets between neighbours on one bridge have to pass the firewall (`bridge-nf-call-iptables`). */
  readonly filtersBridges: boolean;
}

/** Returns the blocks of rules that close `closings`; `reach` is the reach on `machine` with its present rules. */
export function deriveBlocks(
  topology: Topology,
  reach: Reach,
  machine: Machine,
  closings: readonly Closing[],
): DerivedBlocks {
  const derived = allFamilies.map((family) => new Derivation(topology, reach, machine, family).of(closings));
  const blocks = derived.flatMap((one) => one.blocks);
  const open = derived.flatMap((one) => one.open);
  return {
    blocks,
    open: open.filter(
      (one, at) => open.findIndex(({ closing, why }) => closing === one.closing && why === one.why) === at,
    ),
    filtersBridges: derived.some((one) => one.filtersBridges),
  };
}

/** The conditions that distinguish the packets of some namespaces on a bridge from those of the others. */
interface DistinguishingConditions {
  readonly when: readonly Condition[];
  readonly before: readonly Step[];
}

class Derivation {
  readonly #family: Family;
  readonly #base: ReachBase;
  readonly #facts: FamilyReach;
  readonly #machine: Machine;
  readonly #bridges: ReadonlyMap<number, Bridge>;
  readonly #userlandProxy: boolean;
  readonly #separatesFirst: boolean;
  readonly #translates: boolean;
  readonly #blocks: Block[] = [];
  readonly #open: OpenConnection[] = [];
  #filtersBridges = false;

  constructor(topology: Topology, reach: Reach, machine: Machine, family: Family) {
    this.#family = family;
    this.#base = baseOf(reach, topology, family);
    this.#facts = reach.family(family);
    this.#machine = machine;
    this.#bridges = bridgesOf(this.#base, machine);
    const style = dockerStyle(engineBehaviour(reach.options), reach.options.firewallBackend, family);
    this.#userlandProxy = reach.options.userlandProxy;
    this.#separatesFirst = style.isolatesBridgesFirst;
    this.#translates = style.filtersFamily;
  }

  of(closings: readonly Closing[]): DerivedBlocks {
    const out = closings.filter((closing) => closing.kind === 'out');
    for (const place of ['lan', 'internet'] as const) {
      const own = out.filter((closing) => closing.to === place);
      // Whom nothing outside may be reached from has one rule for both.
      this.#out(
        own.filter((closing) => place === 'lan' || !this.#isBoth(closing, closings)),
        place,
        closings,
      );
    }
    this.#host(
      closings.filter((closing) => closing.kind === 'host'),
      closings.filter((closing) => closing.kind === 'pair'),
    );
    this.#in(closings.filter((closing) => closing.kind === 'in'));
    for (const closing of closings) if (closing.kind === 'port') this.#fromOthers(closing);
    this.#pairs(closings.filter((closing) => closing.kind === 'pair'));
    return { blocks: this.#blocks, open: this.#open, filtersBridges: this.#filtersBridges };
  }

  #isBoth(closing: Extract<Closing, { kind: 'out' }>, all: readonly Closing[]): boolean {
    return (['lan', 'internet'] as const).every((to) =>
      all.some((other) => other.kind === 'out' && other.from === closing.from && other.to === to),
    );
  }

  // --- who ---

  #space(name: string): Namespace {
    return itemAt(this.#base.namespaceOf, this.#base.indexes.get(name) ?? -1);
  }

  #membersOf(segment: Segment): readonly Namespace[] {
    return this.#base.namespaces.filter(({ endpoints }) =>
      endpoints.some((endpoint) => endpoint.segment === segment),
    );
  }

  /** Returns the fixed address of a namespace on a segment; null when the file gives none. */
  #statedOn({ owner }: Namespace, segment: Segment): string | null {
    const attached = owner?.attachments.find(({ network }) => segment.keys.includes(network));
    const text = (this.#family === 'ipv4' ? attached?.ipv4 : attached?.ipv6) ?? null;
    return text !== null && isIpLiteral(text) ? text : null;
  }

  /** Returns the conditions that distinguish `some` from the other members; null when nothing does. */
  #tell(
    segment: Segment,
    some: ReadonlySet<Namespace>,
    kind: 'source' | 'destination',
  ): readonly DistinguishingConditions[] | null {
    const bridge = this.#bridges.get(segment.index);
    if (!bridge || !isInterfaceName(bridge.interface)) return null;
    const here: Condition = { kind: kind === 'source' ? 'in' : 'out', interface: bridge.interface };
    const members = this.#membersOf(segment);
    const meant = members.filter((member) => some.has(member));
    const others = members.filter((member) => !some.has(member));
    const at = (member: Namespace): string | null => this.#statedOn(member, segment);
    if (others.length === 0 && !segment.external) return [{ when: [here], before: [] }];
    if (meant.every((member) => at(member) !== null))
      return meant.map((member) => ({ when: [here, { kind, address: at(member) ?? '' }], before: [] }));
    if (others.every((member) => at(member) !== null) && !segment.external) {
      const before = others.map(
        (member): Step => ({ when: [{ kind, address: at(member) ?? '' }], verdict: 'pass' }),
      );
      return [{ when: [here], before }];
    }
    return null;
  }

  #leaveOpen(closings: readonly Closing[], why: string, at: readonly Path[] = []): void {
    for (const closing of closings) this.#open.push({ closing, why, at });
  }

  #add(block: Omit<Block, 'family'>): void {
    const family = this.#family;
    const text = JSON.stringify([block.hook, block.when, block.steps]);
    const isKnown = this.#blocks.some(
      ({ hook, when, steps }) => JSON.stringify([hook, when, steps]) === text,
    );
    if (!isKnown) this.#blocks.push({ family, ...block });
  }

  /** Returns the bridge members of closings, by segment. Closings that no bridge carries are reported as open. */
  #bySegment<W extends Extract<Closing, { from: string }>>(
    closings: readonly W[],
    isMeant: (space: Namespace, segment: Segment) => boolean,
  ): ReadonlyMap<Segment, readonly W[]> {
    const found = new Map<Segment, W[]>();
    for (const closing of closings) {
      const space = this.#space(closing.from);
      if (space.kind === 'host') {
        this.#leaveOpen(
          [closing],
          `${closing.from} uses the host's own network, where no rule can distinguish it`,
          [['services', space.owner?.name ?? closing.from, 'network_mode']],
        );
        continue;
      }
      for (const { segment } of space.endpoints) {
        if (segment.present === false) continue;
        if (segment.onWire) {
          this.#leaveOpen(
            [closing],
            `${closing.from} is on the physical network, where packets bypass the host`,
            this.#placesOn(space, segment),
          );
        } else if (isMeant(space, segment)) found.set(segment, [...(found.get(segment) ?? []), closing]);
      }
    }
    return found;
  }

  #placesOn({ owner }: Namespace, segment: Segment): readonly Path[] {
    const key = segment.keys[0];
    return owner && key !== undefined ? [attachmentPlace(owner, key)] : [];
  }

  #indistinct(names: readonly string[], segment: Segment): string {
    const others = this.#membersOf(segment)
      .flatMap(({ members }) => members.map((index) => itemAt(this.#base.services, index).name))
      .filter((name) => !names.includes(name));
    const network = segment.keys[0] ?? 'its network';
    const [first = ''] = names;
    const with_ = segment.external ? 'containers of other stacks' : others.join(', ');
    return `no rule can distinguish the packets of ${names.join(', ')} from those of ${with_} on ${network}. Give ${first} an address there (ipv4_address), or a network of its own`;
  }

  /** Reports closings as open because nothing distinguishes the packets of `names` from those of others on the segment. */
  #leaveUntold(segment: Segment, closings: readonly Closing[], names: readonly string[]): void {
    const places = this.#placesOn(this.#space(names[0] ?? ''), segment);
    this.#leaveOpen(closings, this.#indistinct(names, segment), places);
  }

  /**
   * Returns the conditions that distinguish the clients on a segment from others; null when nothing does, and then their connections stay
   * open.
   */
  #tellAsking(segment: Segment, closings: readonly Extract<Closing, { readonly from: string }>[]) {
    const names = [...new Set(closings.map(({ from }) => from))];
    const told = this.#tell(segment, new Set(names.map((name) => this.#space(name))), 'source');
    if (!told) this.#leaveUntold(segment, closings, names);
    return told;
  }

  // --- out ---

  #out(
    closings: readonly Extract<Closing, { kind: 'out' }>[],
    place: PlaceBeyondHost,
    all: readonly Closing[],
  ): void {
    const gateways = (space: Namespace): ReadonlySet<Segment> =>
      new Set(
        (this.#base.facts[space.index]?.gateways ?? []).flatMap((gateway) =>
          gateway ? [gateway.segment] : [],
        ),
      );
    const groups = new Map<boolean, Extract<Closing, { kind: 'out' }>[]>();
    for (const closing of closings) {
      const both = this.#isBoth(closing, all);
      groups.set(both, [...(groups.get(both) ?? []), closing]);
    }
    for (const [both, group] of groups) {
      for (const [segment, own] of this.#bySegment(group, (space, segment) => gateways(space).has(segment))) {
        const told = this.#tellAsking(segment, own);
        if (!told) continue;
        const outside = this.#outside('out');
        for (const { when, before } of told) {
          this.#add({
            hook: 'forward',
            when: [...when, ...outside.when],
            steps: [
              ...before,
              ...outside.before,
              ...this.#beyond(both ? null : place, 'destination', 'reject'),
            ],
            because: becauseOf(own),
          });
        }
      }
    }
  }

  #outside(direction: 'in' | 'out'): OutsideConditions {
    return outsideConditions(this.#machine, direction, this.#bridgeNames());
  }

  #bridgeNames(): readonly string[] {
    return [...this.#bridges.values()].map((bridge) => bridge.interface);
  }

  /** Returns the steps that close one place beyond the host, or with null every place. */
  #beyond(
    place: PlaceBeyondHost | null,
    kind: 'source' | 'destination',
    verdict: 'drop' | 'reject',
  ): readonly Step[] {
    const all: Step = { when: [], verdict };
    if (place === null) return [all];
    const ranges = lanRanges(this.#machine, this.#family);
    const steps = ranges.map(
      (address): Step => ({ when: [{ kind, address }], verdict: place === 'lan' ? verdict : 'pass' }),
    );
    return place === 'lan' ? steps : [...steps, all];
  }

  // --- to the host ---

  #host(
    closings: readonly Extract<Closing, { kind: 'host' }>[],
    pairs: readonly Extract<Closing, { kind: 'pair' }>[],
  ): void {
    for (const [segment, own] of this.#bySegment(closings, (_, segment) => segment.toHost !== false)) {
      const spaces = new Set(own.map(({ from }) => this.#space(from)));
      const told = this.#tellAsking(segment, own);
      if (!told) continue;
      // A port that a service publishes is that service's: who may reach it there is a question of its own.
      const spared = this.#askedAtHost([...spaces], pairs).map(
        (condition): Step => ({ when: [condition], verdict: 'pass' }),
      );
      for (const { when, before } of told)
        this.#add({
          hook: 'input',
          when,
          steps: [...before, ...spared, { when: [], verdict: 'reject' }],
          because: becauseOf(own),
        });
    }
  }

  #askedAtHost(
    from: readonly Namespace[],
    pairs: readonly Extract<Closing, { kind: 'pair' }>[],
  ): readonly Condition[] {
    const ports = new Map<string, Condition>();
    for (const to of this.#base.namespaces) {
      const names = this.#namesIn(to);
      const asked = from.some((space) =>
        this.#namesIn(space).some((a) =>
          names.some(
            (b) =>
              a !== b &&
              !pairs.some((pair) => pair.from === a && pair.to === b) &&
              (this.#facts.viaHost(a, b) !== false || this.#facts.viaGateway(a, b) !== false),
          ),
        ),
      );
      if (!asked) continue;
      for (const { hostPort, protocol } of this.#portsOf(to)) {
        const condition = portCondition(hostPort, protocol);
        if (condition) ports.set(JSON.stringify(condition), condition);
      }
    }
    return [...ports.values()];
  }

  #namesIn({ members }: Namespace): readonly string[] {
    return members.map((index) => itemAt(this.#base.services, index).name);
  }

  #portsOf({ index }: Namespace): readonly FamilyPort[] {
    return (this.#base.facts[index]?.ports.published ?? []).filter(
      ({ reachableFrom }) => reachableFrom !== 'nowhere',
    );
  }

  // --- in ---

  #in(closings: readonly Extract<Closing, { kind: 'in' }>[]): void {
    const groups = new Map<string, Extract<Closing, { kind: 'in' }>[]>();
    for (const closing of closings) {
      const key = `${this.#space(closing.to).index} ${closing.index}`;
      groups.set(key, [...(groups.get(key) ?? []), closing]);
    }
    for (const group of groups.values()) {
      const [first] = group;
      if (!first) continue;
      const space = this.#space(first.to);
      const parts = new Set(group.map(({ from }) => from));
      const [only = null] = parts.size > 1 ? [] : parts;
      if (first.index === null) this.#unpublished(space, group);
      else this.#publishedPort(space, first.index, only, group);
    }
  }

  /**
   * Returns the condition that matches connections which Docker translated from a published port to its container, and no others; null when
   * no rule can name the port.
   */
  #translated(space: Namespace, { protocol, ...ports }: FamilyPort): readonly Condition[] | null {
    const { hostPort } = ports;
    if (portCondition(hostPort, protocol) === null) return null;
    const gateways = this.#base.facts[space.index]?.gateways ?? [];
    const [gateway, ...others] = gateways;
    const to = gateway && others.length === 0 ? this.#destination(space, gateway.segment) : null;
    return [
      ...(to ? [to] : []),
      { kind: 'published', port: hostPort, inside: containerText(ports), protocol },
    ];
  }

  /** Returns a condition for a container's location that survives a recreated network: its address, its subnet, or the bridge's name. */
  #destination(space: Namespace, segment: Segment): Condition | null {
    const stated = this.#statedOn(space, segment);
    if (stated !== null) return { kind: 'destination', address: stated };
    if (segment.external !== false) return null;
    const networks = segment.keys.flatMap((key) => this.#base.topology.networks.get(key) ?? []);
    const subnets = networks.flatMap(({ subnets }) => subnets.map(({ subnet }) => subnet ?? ''));
    const ranges = subnets.flatMap((subnet) => parseRange(subnet, this.#family) ?? []);
    const [range] = ranges;
    if (range && ranges.length === 1)
      return { kind: 'destination', address: networkText(range, this.#family) };
    const name = networks.map((network) => bridgeSetting(network, 'name')).find((one) => one !== '');
    return name !== undefined && isInterfaceName(name) ? { kind: 'out', interface: name } : null;
  }

  /** Closes a published port to one place outside. */
  #publishedPort(
    space: Namespace,
    index: number,
    place: PlaceBeyondHost | null,
    closings: readonly Extract<Closing, { kind: 'in' }>[],
  ): void {
    const outside = this.#outside('in');
    const steps = [...outside.before, ...this.#beyond(place, 'source', 'drop')];
    this.#atPublishedPort(space, index, { when: outside.when, before: steps }, closings);
  }

  /** Closes a published port to other machines by their addresses, on whichever interface their packets arrive. */
  #fromOthers(closing: Extract<Closing, { kind: 'port' }>): void {
    const { ranges, except } = closing;
    const outside = outsideConditions({}, 'in', this.#bridgeNames());
    const from = (address: string, verdict: Step['verdict']): Step => ({
      when: [{ kind: 'source', address }],
      verdict,
    });
    const steps = [
      ...outside.before,
      ...except[this.#family].map((address) => from(address, 'pass')),
      ...(ranges === null
        ? [{ when: [], verdict: 'drop' } as const]
        : ranges[this.#family].map((address) => from(address, 'drop'))),
    ];
    if (ranges !== null && ranges[this.#family].length === 0) return;
    const space = this.#space(closing.to);
    this.#atPublishedPort(space, closing.index, { when: outside.when, before: steps }, [closing]);
  }

  /** Adds the block of a published port whose steps are those of `from`. */
  #atPublishedPort(
    space: Namespace,
    index: number,
    { when, before: steps }: OutsideConditions,
    closings: readonly Extract<Closing, { kind: 'in' | 'port' }>[],
  ): void {
    const port = this.#base.facts[space.index]?.ports.published[index];
    if (!port || port.reachableFrom === 'nowhere' || port.reachableFrom === 'host') return;
    const { hostPort, protocol, byProxy } = port;
    const because = becauseOf(closings);
    const published = this.#translated(space, port);
    const ownCondition = portCondition(hostPort, protocol);
    const [to = ''] = closings.map((closing) => closing.to);
    if (!published || !ownCondition) {
      this.#leaveOpen(
        closings,
        `the host picks the port of ${to}, so no rule can name it. State the host port`,
        [['services', port.service, 'ports', port.index]],
      );
      return;
    }
    const bound = /^(0\.0\.0\.0|::|)$/.test(port.hostIp) ? null : port.hostIp;
    if (this.#translates && !byProxy) {
      const at: readonly Condition[] =
        bound === null ? [] : [{ kind: 'original-destination', address: bound }];
      this.#add({ hook: 'forward', when: [...when, ...published, ...at], steps, because });
    } else {
      const at: readonly Condition[] = bound === null ? [] : [{ kind: 'destination', address: bound }];
      this.#add({ hook: 'input', when: [...when, ownCondition, ...at], steps, because });
    }
  }

  /** Closes a container's own address to machines of the LAN with a route to it; connections that Docker translates still pass. */
  #unpublished(space: Namespace, closings: readonly Extract<Closing, { kind: 'in' }>[]): void {
    const names = this.#namesIn(space);
    if (space.kind === 'host') {
      const owner = space.owner?.name ?? names[0] ?? '';
      this.#leaveOpen(
        closings,
        `${owner} uses the host's own network, where no rule can distinguish it. Give it a network of its own, or close its ports for the host as a whole`,
        [['services', owner, 'network_mode']],
      );
      return;
    }
    if (names.every((name) => this.#facts.facts(name).fromLan === false)) return;
    for (const { segment } of space.endpoints) {
      if (segment.present === false) continue;
      const told = this.#tell(segment, new Set([space]), 'destination');
      if (!told) {
        this.#leaveUntold(segment, closings, names);
        continue;
      }
      const outside = this.#outside('in');
      for (const { when, before } of told)
        this.#add({
          hook: 'forward',
          when: [...outside.when, ...when, { kind: 'untranslated' }],
          steps: [...before, ...outside.before, { when: [], verdict: 'drop' }],
          because: becauseOf(closings),
        });
    }
  }

  // --- between services ---

  #pairs(closings: readonly Extract<Closing, { kind: 'pair' }>[]): void {
    const denied = new Map<Namespace, Map<Namespace, Extract<Closing, { kind: 'pair' }>>>();
    for (const closing of closings) {
      const [from, to] = [this.#space(closing.from), this.#space(closing.to)];
      if (from === to) {
        this.#leaveOpen([closing], `${closing.from} and ${closing.to} share one network namespace`);
        continue;
      }
      if (from.kind !== 'networks' || to.kind !== 'networks') {
        const open = from.kind === 'networks' ? closing.to : closing.from;
        this.#leaveOpen([closing], `${open} is on no Docker network, where rules could distinguish it`);
        continue;
      }
      const known = denied.get(to) ?? new Map();
      denied.set(to, known.set(from, closing));
    }
    for (const [to, from] of denied) {
      this.#pairPorts(to, from);
      this.#pairAcross(to, from);
    }
    for (const segment of this.#base.segments.all) this.#neighbours(segment, denied);
  }

  /** True when some service of one namespace reaches some service of another over `way`. */
  #has(way: 'direct' | 'viaHost' | 'viaGateway', from: Namespace, to: Namespace): boolean {
    return this.#namesIn(from).some((a) =>
      this.#namesIn(to).some((b) => a !== b && this.#facts[way](a, b) !== false),
    );
  }

  /** Closes the published ports of `to`, addressed at an address of the host. */
  #pairPorts(to: Namespace, from: ReadonlyMap<Namespace, Extract<Closing, { kind: 'pair' }>>): void {
    const asking = new Set(
      [...from.keys()].filter(
        (space) => this.#has('viaHost', space, to) || this.#has('viaGateway', space, to),
      ),
    );
    if (asking.size === 0) return;
    const segments = new Set([...asking].flatMap(({ endpoints }) => endpoints.map(({ segment }) => segment)));
    for (const segment of segments) {
      if (segment.present === false) continue;
      const own = new Set(this.#membersOf(segment).filter((space) => asking.has(space)));
      const closings = [...own].flatMap((space) => from.get(space) ?? []);
      const told = this.#tellAsking(segment, closings);
      if (!told) continue;
      const gateways = this.#base.facts[to.index]?.gateways ?? [];
      for (const one of this.#portsOf(to)) {
        const { hostPort, protocol, byProxy } = one;
        const [published, port] = [this.#translated(to, one), portCondition(hostPort, protocol)];
        if (!published || !port) continue;
        const isOwn = gateways.some((gateway) => gateway?.segment === segment);
        const byRules = this.#translates && !byProxy;
        const translated = byRules && (!this.#userlandProxy || (!this.#separatesFirst && !isOwn));
        const steps: readonly Step[] = [{ when: [], verdict: 'reject' }];
        for (const { when, before } of told) {
          const all = [...before, ...steps];
          const because = becauseOf(closings);
          if (translated) this.#add({ hook: 'forward', when: [...when, ...published], steps: all, because });
          else this.#add({ hook: 'input', when: [...when, port], steps: all, because });
        }
      }
    }
  }

  /** Closes connections from one bridge to another at the container's own address. */
  #pairAcross(to: Namespace, from: ReadonlyMap<Namespace, Extract<Closing, { kind: 'pair' }>>): void {
    const shares = (space: Namespace): boolean =>
      space.endpoints.some(({ segment }) => to.endpoints.some((endpoint) => endpoint.segment === segment));
    const asking = [...from.keys()].filter((space) => !shares(space) && this.#has('direct', space, to));
    for (const space of asking) {
      const closing = from.get(space);
      for (const { segment } of space.endpoints) {
        for (const other of to.endpoints) {
          const sources = this.#tell(segment, new Set([space]), 'source');
          const targets = this.#tell(other.segment, new Set([to]), 'destination');
          if (!sources || !targets) {
            const lacking = sources ? other.segment : segment;
            if (closing) this.#leaveUntold(lacking, [closing], this.#namesIn(sources ? to : space));
            continue;
          }
          for (const source of sources) {
            for (const target of targets)
              this.#add({
                hook: 'forward',
                when: [...source.when, ...target.when],
                steps: [...source.before, ...target.before, { when: [], verdict: 'reject' }],
                because: closing ? becauseOf([closing]) : '',
              });
          }
        }
      }
    }
  }

  /**
   * Closes connections between neighbours on one bridge. Members with a fixed address are distinguished, the others count as one. Rules
   * about fixed addresses come first; later rules cover the others.
   */
  #neighbours(
    segment: Segment,
    denied: ReadonlyMap<Namespace, ReadonlyMap<Namespace, Extract<Closing, { kind: 'pair' }>>>,
  ): void {
    const bridge = this.#bridges.get(segment.index);
    const members = this.#membersOf(segment);
    const closingFor = (from: Namespace, to: Namespace) => denied.get(to)?.get(from);
    const closings = members.flatMap((to) => members.flatMap((from) => closingFor(from, to) ?? []));
    if (!bridge || segment.carries === false || closings.length === 0) return;
    const known = members.filter((member) => this.#statedOn(member, segment) !== null);
    const rest = members.filter((member) => !known.includes(member));
    /** Returns the verdict that applies from all of one group to all of another; undefined without a pair, null when the pairs differ. */
    const verdict = (
      from: readonly Namespace[],
      to: readonly Namespace[],
    ): Step['verdict'] | undefined | null => {
      const all = new Set(
        from.flatMap((a) => to.flatMap((b) => (a === b ? [] : [closingFor(a, b) !== undefined]))),
      );
      if (all.size > 1) return null;
      return all.size === 0 ? undefined : all.has(true) ? 'reject' : 'pass';
    };
    const steps: Step[] = [];
    let isTold = isInterfaceName(bridge.interface);
    const add = (from: readonly Namespace[], to: readonly Namespace[], when: readonly Condition[]): void => {
      const found = verdict(from, to);
      if (found === null) isTold = false;
      else if (found !== undefined) steps.push({ when, verdict: found });
    };
    const at = (kind: 'source' | 'destination', member: Namespace): Condition => ({
      kind,
      address: this.#statedOn(member, segment) ?? '',
    });
    for (const a of known)
      for (const b of known) if (a !== b) add([a], [b], [at('source', a), at('destination', b)]);
    for (const a of known) add([a], rest, [at('source', a)]);
    for (const b of known) add(rest, [b], [at('destination', b)]);
    add(rest, rest, []);
    // Others may be there of whom the file knows nothing.
    if (segment.external && steps.at(-1)?.when.length === 0 && steps.at(-1)?.verdict !== 'pass')
      isTold = false;
    if (!isTold) {
      this.#leaveUntold(segment, closings, [...new Set(closings.map(({ to }) => to))]);
      return;
    }
    while (steps.at(-1)?.verdict === 'pass') steps.pop();
    if (steps.length === 0) return;
    this.#filtersBridges = true;
    const inside: readonly Condition[] = [
      { kind: 'in', interface: bridge.interface },
      { kind: 'out', interface: bridge.interface },
    ];
    this.#add({ hook: 'forward', when: inside, steps: compact(steps), because: becauseOf(closings) });
  }
}

/** Removes a step that an equal but more general step follows, such as `-s A` before a step for every source. */
function compact(steps: readonly Step[]): readonly Step[] {
  const last = steps.at(-1);
  if (!last || last.when.length > 0) return steps;
  const keptSteps = steps.slice(0, -1);
  while (keptSteps.at(-1)?.verdict === last.verdict) keptSteps.pop();
  return [...keptSteps, last];
}

function becauseOf(closings: readonly Closing[]): string {
  return [...new Set(closings.map(({ because }) => because))].join('; ');
}

function portCondition(port: string, protocol: string): Condition | null {
  return isPortText(port) && isProtocol(protocol) ? { kind: 'port', port, protocol } : null;
}
