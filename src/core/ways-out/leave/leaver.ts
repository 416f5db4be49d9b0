// Where somebody gets who leaves: directly, through a proxy, or with a question for a name (LV1 to LV24).

import { isLoopbackAddress } from '../../compose/bind-addresses.ts';
import type { ConnectAnswer } from '../../fleet/answer.ts';
import { nameOn } from '../../fleet/at-machine.ts';
import { type Asker, Connector } from '../../fleet/connect.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import { type FleetAddress, readAddress } from '../../fleet/fleet-address.ts';
import { exampleOf } from '../../fleet/sender.ts';
import { listensOn } from '../../ways-in/network/running.ts';
import { programOf } from '../../ways-in/ways/program-of.ts';
import { Inside } from '../inside/inside.ts';
import type { Phase } from '../inside/phase.ts';
import type { ForwardProxy, ForwardRequest, Lookup } from '../proxy/forward-proxy.ts';
import { proxyVariables } from '../proxy/proxy-variables.ts';
import { forwardProxiesOf } from '../proxy/read-forward-proxies.ts';
import { bestOf, type LeaveAnswer, leaveAnswer } from './leave-answer.ts';
import { NameQuestions } from './name-questions.ts';
import {
  addressesIn,
  contextOf,
  namedBy,
  ownerOf,
  type ServiceAsker,
  serviceAsker,
  spaceOf,
} from './names.ts';
import type { World } from './world.ts';

/** A connection as it is asked for. */
export interface Direct {
  readonly host: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}

/** A connection that a client makes to a proxy as if that were the server, with the name that it asks for. */
export interface AskedHost {
  readonly host: string;
  readonly tls: boolean;
  /** The name in the TLS greeting; null without TLS. */
  readonly sni: string | null;
}

/** Answers who gets where, on a project, a host or a fleet. */
export class Leaver {
  readonly connector: Connector;
  readonly world: World | null;
  readonly names: NameQuestions;
  readonly #fleet: Fleet;
  readonly #inside: Inside;

  /** `phase` is the moment that is asked about; null for the one that the files lead to. */
  constructor(
    fleet: Fleet,
    world: World | null,
    connector = new Connector(fleet),
    phase: Phase | null = null,
  ) {
    this.connector = connector;
    this.world = world;
    this.#fleet = fleet;
    this.#inside = new Inside(world, phase);
    this.names = new NameQuestions(connector, world, this.#inside);
  }

  /** Returns the same answers at another moment. */
  during(phase: Phase): Leaver {
    return new Leaver(this.#fleet, this.world, this.connector, phase);
  }

  /** Returns where a connection without any proxy gets. */
  direct(from: string, { host, port, protocol }: Direct, asked: AskedHost | null = null): LeaveAnswer {
    const asker = this.connector.asker(from);
    const named = namedBy(asker, host);
    switch (named.kind) {
      case 'unknown':
        return leaveAnswer('unknown', named.because);
      case 'gateway':
        return this.#ask(asker, `host-gateway:${port}/${protocol}`, null, { port, protocol });
      case 'services':
        return (
          bestOf(
            named.services.map((service) => {
              const served = asked && this.#served(from, service, port, asked);
              return (
                served ??
                this.#ask(
                  asker,
                  `${service}:${port}/${protocol}`,
                  null,
                  { port, protocol },
                  this.#serviceNamed(service),
                )
              );
            }),
          ) ?? leaveAnswer('none', `nobody answers to ${host}`)
        );
      case 'addresses':
        return this.#toAddresses(asker, named.addresses, { port, protocol });
      case 'outside':
        return this.#toName(asker, named.name, { port, protocol });
    }
  }

  /** Returns where a request gets that a client hands to a proxy. */
  through(from: string, proxy: ForwardProxy, request: Omit<ForwardRequest, 'client'>): LeaveAnswer {
    const asker = this.connector.asker(from);
    const self = this.#nameNear(asker, proxy.service);
    const there = this.connector.ask(asker.name, `${self}:${request.at}`);
    if (there.answer !== true)
      return leaveAnswer(
        there.answer === false ? 'none' : 'unknown',
        `${from} ${there.answer === false ? 'does not reach' : 'may not reach'} ${self}${there.because === null ? '' : `: ${there.because}`}`,
      );
    const client = there.seenAddress ?? this.#exampleAddress(asker, self);
    const verdict = proxy.decide({ ...request, client }, this.#lookup(self));
    const { because, place } = verdict;
    switch (verdict.kind) {
      case 'denied':
        return leaveAnswer('denied', because, place);
      case 'own-page':
        return leaveAnswer('none', because, place);
      case 'unknown':
        return leaveAnswer('unknown', because, place);
      case 'forwarded': {
        const { host, port } = verdict;
        if (this.#isItself(self, proxy, verdict))
          return leaveAnswer('none', `${because}, which is ${self} itself: it asks itself`, place);
        const led = this.direct(self, { host, port, protocol: 'tcp' });
        return leaveAnswer(
          led.answer,
          led.answer === 'reached' ? because : `${because}, and from there: ${led.because}`,
          place,
        );
      }
    }
  }

  /** True where the name that a proxy leads a request to is its own, at a port of its own (LV21). */
  #isItself(
    self: string,
    { ports }: ForwardProxy,
    { host, port }: { readonly host: string; readonly port: number },
  ): boolean {
    const named = namedBy(this.connector.asker(self), host);
    return named.kind === 'services' && named.services.every((one) => one === self) && ports.includes(port);
  }

  /** Returns the forward proxies of an asker's machine that it may ask, those of its own variables first. */
  proxiesFor(from: string): readonly ForwardProxy[] {
    const asker = this.connector.asker(from);
    const context = contextOf(asker);
    if (!context) return [];
    const { proxies } = forwardProxiesOf(context);
    const own = this.ownProxies(from);
    const others = proxies.filter((proxy) => !own.includes(proxy) && proxy.allowed.length > 0);
    return [...own, ...others].filter(
      ({ service }) => asker.kind !== 'service' || service !== asker.service.name,
    );
  }

  /** Returns the forward proxies that the variables of an asker name. */
  ownProxies(from: string): readonly ForwardProxy[] {
    const asker = this.connector.asker(from);
    const context = contextOf(asker);
    if (!context || asker.kind !== 'service') return [];
    const hosts = [ownerOf(asker), asker.service].flatMap(proxyVariables);
    return forwardProxiesOf(context).proxies.filter(({ service }) =>
      hosts.some((host) => {
        const named = namedBy(asker, host);
        return named.kind === 'services' && named.services.includes(this.#nameNear(asker, service));
      }),
    );
  }

  /** Returns why the configuration of a proxy is unknown; null for one that is known, and for none. */
  unreadProxies(from: string): ReadonlyMap<string, string> {
    const context = contextOf(this.connector.asker(from));
    return context ? forwardProxiesOf(context).unread : new Map();
  }

  /** Returns what a service that leads TLS or HTTP on by its name makes of a connection; null for any other service. */
  #served(from: string, service: string, port: number, asked: AskedHost): LeaveAnswer | null {
    const asker = serviceAsker(this.connector, service);
    const context = asker && contextOf(asker);
    const proxy = context
      ? forwardProxiesOf(context).proxies.find(
          (one) => one.service === asker.service.name && one.ports.includes(port),
        )
      : undefined;
    const { host, tls, sni } = asked;
    if (!proxy)
      return asker && programOf(asker.service) !== null && host !== service
        ? leaveAnswer('unknown', `what ${service} makes of a request for ${host} is not followed`)
        : null;
    return this.through(from, proxy, {
      asking: 'transparent',
      tls,
      host,
      port: tls ? 443 : 80,
      authority: host,
      path: '/',
      hostHeader: host,
      sni,
      at: port,
    });
  }

  #toName(asker: Asker, name: string, at: Omit<Direct, 'host'>): LeaveAnswer {
    const asked = this.names.ask(asker, name);
    if (asked.answer !== 'reached') return asked;
    const addresses = this.world ? addressesIn(this.world, name) : somewhere;
    if (addresses === null) return leaveAnswer('none', `${name} is no name`);
    return this.#toAddresses(asker, addresses, at);
  }

  #toAddresses(asker: Asker, addresses: readonly FleetAddress[], at: Omit<Direct, 'host'>): LeaveAnswer {
    const answers = addresses.map((address) => {
      const { text, family } = address;
      return this.#ask(
        asker,
        `${family === 'ipv4' ? text : `[${text}]`}:${at.port}/${at.protocol}`,
        address,
        at,
      );
    });
    const best = bestOf(answers);
    const silent = answers.find(({ isSilent }) => isSilent);
    if (best?.answer === 'reached' && silent)
      return leaveAnswer(
        'unknown',
        `at one of its addresses ${best.because}, at another one ${silent.because}`,
      );
    return best ?? leaveAnswer('none', 'it has no address');
  }

  #ask(
    asker: Asker,
    text: string,
    address: FleetAddress | null,
    at: Omit<Direct, 'host'>,
    service: ServiceAsker | null = null,
  ): LeaveAnswer {
    const met = this.connector.ask(asker.name, text);
    const place =
      met.way.find(({ passes, place: line }) => passes === met.answer && line !== null)?.place ?? null;
    const loopback = address !== null && isLoopbackAddress(address.text);
    const isPublished = asker.kind === 'host' && met.by !== null && this.#serviceNamed(met.by) !== null;
    if (loopback && this.world && !isPublished)
      return this.#atLoopback(asker, at.port) ?? fromConnect(met, place);
    const stopped = this.#inside.leaving(asker, { address, service, ...at }, met);
    if (stopped) return stopped;
    if (met.answer !== true) return fromConnect(met, place);
    return this.#listens(asker, met, address, at, place);
  }

  /** Returns who answers at the loopback address of an asker, as the world says it; null where it says nothing of that. */
  #atLoopback(asker: Asker, port: number): LeaveAnswer | null {
    const { world } = this;
    if (!world) return null;
    const list =
      asker.kind === 'service'
        ? [
            ...(world.servicesLoopback.get(asker.service.name) ?? []),
            ...(world.services.get(asker.service.name) ?? []),
          ]
        : [...(world.hostLoopback?.plain ?? []), ...(world.host?.plain ?? [])];
    return list.includes(port)
      ? leaveAnswer('reached', `${asker.name} itself listens there`)
      : asker.kind === 'service' || world.host !== null
        ? leaveAnswer('none', `nobody listens at ${port} of ${asker.name} itself`)
        : null;
  }

  /** Returns whether somebody listens at the end of a connection that gets there. */
  #listens(
    asker: Asker,
    met: ConnectAnswer,
    address: FleetAddress | null,
    { port, protocol }: Omit<Direct, 'host'>,
    place: LeaveAnswer['place'],
  ): LeaveAnswer {
    const { world } = this;
    const { by, inside } = met;
    const whom = by ?? 'somebody';
    const service = by === null ? null : this.#serviceNamed(by);
    if (service) {
      const kept = this.#inside.entering(asker, service, met, protocol);
      if (kept) return kept;
      const at = inside ?? port;
      const listed = world?.services.get(service.service.name);
      const listens = listed ? listed.includes(at) : listensOn(service.service, at, protocol);
      if (listens === true) return leaveAnswer('reached', `${whom} answers at ${at}`, place);
      return listens === false
        ? leaveAnswer('none', `${whom} does not listen on ${at}`)
        : leaveAnswer('unknown', `whether ${whom} listens on ${at} is not known`);
    }
    const isMachine = by !== null && this.connector.map.machines.has(by);
    if (isMachine) return leaveAnswer('reached', by === '' ? 'the machine answers' : `${by} answers`, place);
    if (world && address) {
      const listening = world.listening(address.text);
      const ports =
        protocol === 'udp'
          ? [...(listening?.udp ?? []), ...(listening?.dns ?? [])]
          : [...(listening?.plain ?? []), ...(listening?.tls ?? []), ...(listening?.dns ?? [])];
      return ports.includes(port)
        ? leaveAnswer('reached', `${address.text} answers`, place)
        : leaveAnswer('none', `nobody listens at ${address.text}:${port}`);
    }
    const isUsual = protocol === 'tcp' ? port === 80 || port === 443 : port === 53 || port === 443;
    return isUsual
      ? leaveAnswer('reached', `nothing keeps ${asker.name} from there`, place)
      : leaveAnswer(
          'unknown',
          `nothing keeps ${asker.name} from there, and who listens at ${port} is not known`,
        );
  }

  #serviceNamed(name: string) {
    try {
      return serviceAsker(this.connector, name);
    } catch {
      return null;
    }
  }

  #nameNear({ node }: Asker, service: string): string {
    return node.kind === 'machine' ? nameOn(node, service) : service;
  }

  /** Returns what a proxy learns of names and addresses. */
  #lookup(proxy: string): Lookup {
    const asker = this.connector.asker(proxy);
    return {
      addresses: (host) => {
        const named = namedBy(asker, host);
        if (named.kind === 'addresses') return named.addresses.map(({ text }) => text);
        if (named.kind === 'services')
          return statedAddresses(named.services.map((service) => this.#serviceNamed(service)));
        if (named.kind !== 'outside') return 'unknown';
        if (!this.world) return 'unknown';
        if (this.names.ask(asker, named.name).answer !== 'reached') return [];
        return addressesIn(this.world, named.name)?.map(({ text }) => text) ?? [];
      },
      reverse: (address) => {
        if (!this.world) return 'unknown';
        const name = this.world.nameOf(address);
        return name === null ? [] : [name];
      },
    };
  }

  /** Returns an address that an asker may have on a network that it shares with a service; null where its subnet is not known. */
  #exampleAddress(asker: Asker, service: string): string | null {
    const to = this.#serviceNamed(service);
    if (asker.kind !== 'service' || !to) return null;
    const [space, there] = [spaceOf(asker), spaceOf(to)];
    const paths = asker.node.paths('ipv4');
    for (const { segment } of space?.endpoints ?? []) {
      const bridge = paths?.bridges.get(segment.index);
      const isShared = there?.endpoints.some((one) => one.segment === segment);
      const example =
        space && paths && bridge && isShared ? exampleOf(paths.addressOf(space, bridge), 'ipv4') : null;
      if (example) return example.example.text;
    }
    return null;
  }
}

/** A name whose addresses are not known is taken to lead to the Internet. */
const somewhere: readonly FleetAddress[] = ['9.9.9.9'].flatMap((text) => readAddress(text) ?? []);

function fromConnect({ answer, because }: ConnectAnswer, place: LeaveAnswer['place']): LeaveAnswer {
  return leaveAnswer(answer === false ? 'none' : 'unknown', because ?? 'what decides it is not known', place);
}

function statedAddresses(
  services: readonly ({
    readonly service: { readonly attachments: readonly { readonly ipv4: string | null }[] };
  } | null)[],
): readonly string[] | 'unknown' {
  const stated = services.flatMap((one) => one?.service.attachments.flatMap(({ ipv4 }) => ipv4 ?? []) ?? []);
  return stated.length > 0 ? stated : 'unknown';
}
