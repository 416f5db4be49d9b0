// What holds on a machine in one address family. Where the paths of a machine without any rules do not lead to what the model of reach
// says, the model is not followed closely enough to say what a rule changes: then only what no rule touches is known.

import type { Service, Tri } from '../compose/topology.ts';
import { farthestReach, inboundReach, portReach } from '../reach/degrees.ts';
import type { FamilyPort } from '../reach/namespaces/published-ports.ts';
import type { Namespace } from '../reach/namespaces/resolve-namespaces.ts';
import { engineBehaviour } from '../reach/networks/engine-behaviour.ts';
import { hostPlace, internetPlace, isBeyondHost, isPlace, lanPlace, outsidePlace } from '../reach/places.ts';
import type { ReachBase } from '../reach/reach-base.ts';
import type {
  ClosedPort,
  FamilyFacts,
  FamilyReach,
  InboundReach,
  MachineVerdict,
  OutboundReach,
  ReachOptions,
  Way,
} from '../reach/reach-model.ts';
import { newRow, setBit } from '../reach/rows/bit-row.ts';
import { itemAt } from '../reach/rows/item-at.ts';
import { either } from '../reach/rows/tri.ts';
import { type TriRow, triBit } from '../reach/rows/tri-row.ts';
import { anyOf, type ConnectionOutcome, closed } from './connections.ts';
import { type DockerStyle, dockerStyle } from './docker/docker-rules.ts';
import type { PortRange } from './firewall/ruleset.ts';
import { bridgeAddressesOf, hostAddress, type Machine } from './machine.ts';
import { cleanRuleset, machineRuleset } from './machine-firewall.ts';
import { MachinePaths, type Outside, type ServicePort } from './machine-paths.ts';
import { NamespaceClasses } from './namespace-classes.ts';

/** The paths of a machine with its own rules, and with Docker's rules alone. */
export interface Pathways {
  readonly real: MachinePaths;
  readonly clean: MachinePaths;
}

/**
 * Returns the paths of a machine in the family of `base`; null when its firewall for that family is unknown. A machine without an outside
 * address of the family is known whatever its rules are; Docker's rules alone are assumed.
 */
export function pathwaysOf(
  base: ReachBase,
  machine: Machine,
  options: ReachOptions,
  ipv4: Pathways | null,
): Pathways | null {
  const style = styleOf(base, options);
  const ruleset = machineRuleset(machine, base.family, style);
  if (!ruleset && hostAddress(machine, base.family) !== null) return null;
  const clean = assumedPaths(base, machine, options, ipv4?.clean ?? null);
  if (!ruleset) return { real: clean, clean };
  const { userlandProxy } = options;
  const real = new MachinePaths({ base, machine, style, userlandProxy, ruleset, ipv4: ipv4?.real ?? null });
  return { real, clean };
}

/** Returns the paths of a machine of whose firewall nothing is known: Docker's rules alone are assumed. */
export function assumedPaths(
  base: ReachBase,
  machine: Machine,
  options: ReachOptions,
  ipv4: MachinePaths | null,
): MachinePaths {
  const { userlandProxy } = options;
  const style = styleOf(base, options);
  return new MachinePaths({ base, machine, style, userlandProxy, ruleset: cleanRuleset(style), ipv4 });
}

function styleOf({ family }: ReachBase, options: ReachOptions): DockerStyle {
  return dockerStyle(engineBehaviour(options), options.firewallBackend, family);
}

const withoutAddress: MachineVerdict = { value: false, because: null, withoutAddress: true };

export class MachineFamily implements FamilyReach {
  readonly #base: ReachBase;
  readonly #plain: FamilyReach;
  readonly #pathways: Pathways;
  readonly #hasOutside: boolean;
  readonly #bridgeAddresses: ReadonlySet<string>;
  readonly #facts = new Map<string, FamilyFacts>();
  readonly #rows = new Map<string, TriRow>();
  readonly #ports = new Map<Service, readonly ServicePort[]>();
  readonly #values = new Map<string, Map<number, Tri>>();
  readonly #answering: number[] = [];
  readonly #classes: NamespaceClasses;

  constructor(base: ReachBase, plain: FamilyReach, pathways: Pathways, machine: Machine) {
    this.#base = base;
    this.#plain = plain;
    this.#pathways = pathways;
    this.#hasOutside = hostAddress(machine, base.family) !== null;
    this.#bridgeAddresses = bridgeAddressesOf(machine);
    this.#classes = new NamespaceClasses(base, [pathways.real, pathways.clean]);
  }

  readonly facts = (name: string): FamilyFacts => {
    const known = this.#facts.get(name) ?? this.#factsOf(name);
    this.#facts.set(name, known);
    return known;
  };

  readonly direct = (from: string, to: string): Tri => this.#bit('direct', from, to);

  readonly viaHost = (from: string, to: string): Tri => this.#bit('viaHost', from, to);

  readonly viaGateway = (from: string, to: string): Tri => this.#bit('viaGateway', from, to);

  readonly row = (kind: Way, from: string): TriRow => {
    const key = `${kind} ${this.#space(from).index}`;
    const known = this.#rows.get(key) ?? this.#makeRow(kind, from);
    this.#rows.set(key, known);
    return known;
  };

  readonly judged = (way: Way, from: string, to: string): MachineVerdict => {
    const judged = this.#judged(way, from, to);
    if (judged.value !== true || this.#pathways.real === this.#pathways.clean) return judged;
    const closed = this.#closedPorts(way, from, to);
    return closed.length === 0 ? judged : { ...judged, closed };
  };

  /** Returns the ports that do not answer over an existing route: those that the service states, else those that rules name. */
  #closedPorts(way: Way, from: string, to: string): readonly ClosedPort[] {
    if (isPlace(from)) return [];
    const { real, clean } = this.#pathways;
    const source = this.#space(from);
    if (way !== 'direct') {
      if (isPlace(to)) return [];
      const target = this.#space(to);
      return this.#portFacts(target).published.flatMap((port): readonly ClosedPort[] => {
        const { passes, because } = real[way](source, target, port);
        const isClosed = passes === false && clean[way](source, target, port).passes !== false;
        return isClosed ? [{ port: port.hostPort, because }] : [];
      });
    }
    const ask = (paths: MachinePaths, port: ServicePort): ConnectionOutcome => {
      if (isBeyondHost(to)) return paths.out(source, to === lanPlace ? 'lan' : 'internet', port);
      return to === hostPlace
        ? paths.toHostAt(source, [port])
        : paths.direct(source, this.#space(to), [port]);
    };
    const stated = isPlace(to) ? [] : this.#portsOf(to).filter(({ port }) => port !== 'any');
    const asked: readonly PortRange[] =
      stated.length > 0
        ? stated.flatMap(({ port }) => (typeof port === 'number' ? [{ first: port, last: port }] : []))
        : real.named;
    const protocols = stated.length > 0 ? ['tcp'] : ['tcp', 'udp'];
    return protocols.flatMap((protocol) =>
      asked.flatMap(({ first, last }): readonly ClosedPort[] => {
        const [found, other] = [first, last].map((port) => ask(real, { port, protocol }));
        if (found?.passes !== false || other?.passes !== false) return [];
        if (ask(clean, { port: first, protocol }).passes === false) return [];
        const text = `${first}${last === first ? '' : `-${last}`}${protocol === 'tcp' ? '' : `/${protocol}`}`;
        return [{ port: text, because: found.because }];
      }),
    );
  }

  readonly #judged = (way: Way, from: string, to: string): MachineVerdict => {
    if (isBeyondHost(to)) return this.outJudged(from, to === lanPlace ? 'lan' : 'internet');
    if (to === hostPlace) return this.toHostJudged(from);
    if (from === hostPlace)
      return way === 'direct' ? this.fromHostJudged(to) : this.#someAnswer(to, ['host']);
    if (isBeyondHost(from)) {
      const open = this.#space(to).kind === 'host';
      if (way !== 'direct')
        return this.#someAnswer(
          to,
          from === outsidePlace ? ['internet', 'lan'] : [from === lanPlace ? 'lan' : 'internet'],
        );
      if (open) return this.inJudged(to, from === lanPlace ? 'lan' : 'internet', null);
      return from === internetPlace ? { value: false, because: null } : this.fromLanJudged(to);
    }
    if (way === 'direct') return this.directJudged(from, to);
    return way === 'viaHost' ? this.viaHostJudged(from, to) : this.viaGatewayJudged(from, to);
  };

  /** Returns whether some published port answers one of the places. */
  #someAnswer(to: string, places: readonly (Outside | 'host')[]): MachineVerdict {
    const { published } = this.#portFacts(this.#space(to));
    const all = published.flatMap((_, index) => places.map((place) => this.inJudged(to, place, index)));
    const found = all.find(({ value }) => value === true) ?? all.find(({ value }) => value === 'unknown');
    return found ?? all.find(({ because }) => because !== null) ?? all[0] ?? { value: false, because: null };
  }

  directJudged(from: string, to: string): MachineVerdict {
    const [source, target] = [this.#space(from), this.#space(to)];
    if (source === target) return { value: true, because: null };
    // Nothing that a firewall lets pass gives addresses to those who have none of this family.
    if (lacksFamily(source) || lacksFamily(target))
      return { value: this.#plain.direct(from, to), because: null };
    return this.#judge(this.#plain.direct(from, to), (paths) =>
      paths.direct(source, target, this.#portsOf(to)),
    );
  }

  viaHostJudged(from: string, to: string): MachineVerdict {
    if (!this.#hasOutside) return withoutAddress;
    return this.#publishedJudged('viaHost', from, to);
  }

  viaGatewayJudged(from: string, to: string): MachineVerdict {
    return this.#publishedJudged('viaGateway', from, to);
  }

  #publishedJudged(way: 'viaHost' | 'viaGateway', from: string, to: string): MachineVerdict {
    const base = this.#plain[way](from, to);
    const [source, target] = [this.#space(from), this.#space(to)];
    const { published: all, unread } = this.#portFacts(target);
    const published = way === 'viaHost' ? all.filter((port) => !this.#isAtBridge(port)) : all;
    if (way === 'viaHost' && published.length === 0 && all.length > 0 && unread.length === 0)
      return { value: false, because: null };
    if (lacksFamily(source) || (base === false && published.length === 0))
      return { value: base, because: null };
    const judged = this.#judge(base, (paths) =>
      anyOf(published.map((port) => paths[way](source, target, port))),
    );
    return unread.length > 0 && judged.value === false && base !== false
      ? { ...judged, value: 'unknown' }
      : judged;
  }

  outJudged(from: string, place: Outside): MachineVerdict {
    const space = this.#space(from);
    if (!this.#hasOutside) return withoutAddress;
    return this.#judge(this.#plain.facts(from).egress, (paths) => paths.out(space, place));
  }

  toHostJudged(from: string): MachineVerdict {
    const space = this.#space(from);
    return this.#judge(this.#plain.facts(from).toHost, (paths) => paths.toHost(space));
  }

  fromHostJudged(to: string): MachineVerdict {
    const space = this.#space(to);
    return this.#judge(this.#plain.facts(to).fromHost, (paths) => paths.fromHost(space, this.#portsOf(to)));
  }

  fromLanJudged(to: string): MachineVerdict {
    const space = this.#space(to);
    if (!this.#hasOutside) return withoutAddress;
    return this.#judge(this.#plain.facts(to).fromWire, (paths) => paths.fromLan(space, this.#portsOf(to)));
  }

  /** O17: true when the record shows the port's address on a bridge, whatever the files say of its networks. */
  #isAtBridge({ hostIp }: Pick<FamilyPort, 'hostIp'>): boolean {
    return this.#bridgeAddresses.has(hostIp);
  }

  /**
   * Returns whether `place` reaches the published port number `index` of `to`; with null, any port of a service in the host's namespace.
   */
  inJudged(to: string, place: Outside | 'host', index: number | null): MachineVerdict {
    const space = this.#space(to);
    if (!this.#hasOutside && place !== 'host') return withoutAddress;
    if (index === null) {
      if (place === 'host') return this.fromHostJudged(to);
      return this.#judge(this.#plain.facts(to).fromOutside, (paths) =>
        paths.openFrom(place, this.#portsOf(to)),
      );
    }
    const port = itemAt(this.#portFacts(space).published, index);
    const { reachableFrom } = port;
    if (place !== 'host' && this.#isAtBridge(port)) return { value: false, because: null };
    const base =
      reachableFrom === 'unknown'
        ? reachableFrom
        : reachableFrom === 'outside' || (reachableFrom === 'host' && place === 'host');
    return this.#judge(base, (paths) => paths.answers(space, port, place));
  }

  /** Returns whether the outside would reach a process of the host at this port: the firewall's answer for the host itself. */
  atHost(place: Outside, port: ServicePort): ConnectionOutcome {
    return this.#hasOutside ? this.#pathways.real.openFrom(place, [port]) : closed;
  }

  /**
   * Returns whether `from` would reach a process of the host at this port: the host over loopback, a service at one of the host's
   * addresses.
   */
  atHostFrom(from: string, port: ServicePort): ConnectionOutcome {
    if (from === hostPlace) return this.#pathways.real.atLoopback([port]);
    const space = this.#space(from);
    return space.kind === 'host'
      ? this.#pathways.real.atLoopback([port])
      : this.#pathways.real.toHostAt(space, [port]);
  }

  #judge(base: Tri, ask: (paths: MachinePaths) => ConnectionOutcome): MachineVerdict {
    if (this.#pathways.real === this.#pathways.clean) return { value: base, because: null };
    const real = ask(this.#pathways.real);
    const clean = ask(this.#pathways.clean);
    if (clean.passes === base)
      return { value: real.passes, because: real.passes === base ? null : real.because };
    // Without rules the machine may have any policy (O5): with its own the paths lead to what the model says.
    if (clean.passes === 'unknown' && real.passes === base) return { value: base, because: null };
    if (clean.passes === real.passes && real.passes !== 'unknown') return { value: base, because: null };
    // Both say no, the one without the rules and the other with them.
    if (base === false && real.passes === false) return { value: base, because: null };
    return { value: 'unknown', because: real.because };
  }

  #factsOf(name: string): FamilyFacts {
    const plain = this.#plain.facts(name);
    const space = this.#space(name);
    const out: OutboundReach = {
      internet: this.outJudged(name, 'internet').value,
      lan: this.outJudged(name, 'lan').value,
      host: this.toHostJudged(name).value,
    };
    const published = plain.published.map((port, index) => {
      const answers = this.#answersOf(name, index);
      return { ...port, answers, opened: port.reachableFrom, reachableFrom: farthestReach(answers) };
    });
    const fromLan = this.fromLanJudged(name).value;
    const fromHost = this.fromHostJudged(name).value;
    return {
      ...plain,
      out,
      in: this.#inOf(name, space, plain, published, fromHost),
      egress: out.internet,
      toHost: out.host,
      fromHost,
      fromLan,
      fromWire: fromLan,
      fromOutside: this.#fromOutside(
        name,
        space,
        plain,
        published.map(({ answers }) => answers),
      ),
      published,
    };
  }

  #answersOf(name: string, index: number): InboundReach {
    return {
      internet: this.inJudged(name, 'internet', index).value,
      lan: this.inJudged(name, 'lan', index).value,
      host: this.inJudged(name, 'host', index).value,
    };
  }

  #inOf(
    name: string,
    { kind }: Namespace,
    plain: FamilyFacts,
    published: FamilyFacts['published'],
    fromHost: Tri,
  ): InboundReach {
    const { host } = inboundReach({ published, fromHost, fromOutside: false });
    const of = (place: Outside): Tri => {
      if (kind === 'host') return this.inJudged(name, place, null).value;
      const some = published.reduce<Tri>((known, port) => either(known, portReach(port)[place]), false);
      return some === false ? reachOfUnreadPorts(plain) : some;
    };
    return { internet: of('internet'), lan: of('lan'), host };
  }

  #fromOutside(name: string, space: Namespace, plain: FamilyFacts, answers: readonly InboundReach[]): Tri {
    if (space.kind === 'host') {
      return either(this.inJudged(name, 'lan', null).value, this.inJudged(name, 'internet', null).value);
    }
    const some = answers.reduce<Tri>(
      (known, { lan, internet }) => either(known, either(lan, internet)),
      false,
    );
    return some === false ? reachOfUnreadPorts(plain) : some;
  }

  #makeRow(kind: Way, from: string): TriRow {
    const { services, namespaceOf } = this.#base;
    const row = { yes: newRow(services.length), maybe: newRow(services.length) };
    const source = this.#space(from);
    const segments = new Set(source.endpoints.map(({ segment }) => segment));
    const asks = `${kind} ${this.#classes.asks(source)}`;
    const plain = this.#plain.row(kind, from);
    services.forEach(({ name }, index) => {
      const target = itemAt(namespaceOf, index);
      const common = target.endpoints.some(({ segment }) => segments.has(segment))
        ? networksInCommon(source, target)
        : '';
      const value =
        source === target
          ? this.#judged(kind, from, name).value
          : this.#shared(
              `${asks} ${triBit(plain, index)} ${common}`,
              this.#answersLike(index),
              () => this.#judged(kind, from, name).value,
            );
      if (value !== false) setBit(value === true ? row.yes : row.maybe, index);
    });
    return row;
  }

  /** Returns the answer that all pairs of two classes share: most projects have few of these. */
  #shared(asks: string, answers: number, judge: () => Tri): Tri {
    const values = this.#values.get(asks) ?? new Map<number, Tri>();
    this.#values.set(asks, values);
    const value = values.get(answers) ?? judge();
    values.set(answers, value);
    return value;
  }

  /** Returns the class of a service as one that is asked. */
  #answersLike(index: number): number {
    const known = this.#answering[index];
    if (known !== undefined) return known;
    const { name } = itemAt(this.#base.services, index);
    const found = this.#classes.answers(this.#space(name), this.#portsOf(name));
    this.#answering[index] = found;
    return found;
  }

  #bit(kind: Way, from: string, to: string): Tri {
    return triBit(this.row(kind, from), this.#base.indexes.get(to) ?? -1);
  }

  #space(name: string): Namespace {
    return itemAt(this.#base.namespaceOf, this.#base.indexes.get(name) ?? -1);
  }

  #portFacts(space: Namespace) {
    return itemAt(this.#base.facts, space.index).ports;
  }

  /** Returns the TCP ports that a service publishes or exposes; any port when the file states none. */
  #portsOf(name: string): readonly ServicePort[] {
    const service = itemAt(this.#base.services, this.#base.indexes.get(name) ?? -1);
    const known = this.#ports.get(service) ?? statedPorts(service, this.#space(name).owner);
    this.#ports.set(service, known);
    return known;
  }
}

/** Returns the reach through unreadable ports and tunnels, which stays as unknown as before. */
function reachOfUnreadPorts({ published, fromOutside }: FamilyFacts): Tri {
  return published.some(({ reachableFrom }) => reachableFrom === 'outside') ? false : fromOutside;
}

/** Returns a key of the networks that a namespace shares with one that asks it. */
function networksInCommon(from: Namespace, to: Namespace): string {
  return to.endpoints
    .map(({ segment }) => from.endpoints.findIndex((endpoint) => endpoint.segment === segment))
    .join();
}

/** True when a namespace is attached to networks, none of which has addresses of the family. */
function lacksFamily({ kind, endpoints }: Namespace): boolean {
  return kind === 'networks' && endpoints.every(({ segment }) => segment.present === false);
}

/** The largest number of stated ports; beyond it any port is assumed. */
const maxPorts = 32;

function statedPorts(service: Service, owner: Service | null): readonly ServicePort[] {
  const ports = new Set<number>();
  for (const of of owner && owner !== service ? [owner, service] : [service]) {
    for (const { bindings } of of.ports) {
      for (const { containerPort, protocol } of bindings) if (protocol === 'tcp') ports.add(containerPort);
    }
  }
  for (const text of service.expose) {
    const found = /^(\d+)(?:-(\d+))?(?:\/tcp)?$/.exec(text.trim());
    if (!found) continue;
    const last = Number(found[2] ?? found[1]);
    for (let port = Number(found[1]); port <= last && ports.size <= maxPorts; port++) ports.add(port);
  }
  if (ports.size === 0 || ports.size > maxPorts) return [{ port: 'any', protocol: 'tcp' }];
  return [...ports].map((port) => ({ port, protocol: 'tcp' }));
}
