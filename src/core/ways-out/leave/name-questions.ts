// Whether a question for a name gets an answer, and who asks it (LV3, LV4).

import { isLoopbackAddress } from '../../compose/bind-addresses.ts';
import type { Asker, Connector } from '../../fleet/connect.ts';
import { readAddress } from '../../fleet/fleet-address.ts';
import type { Inside } from '../inside/inside.ts';
import { bestOf, type LeaveAnswer, leaveAnswer } from './leave-answer.ts';
import { addressesIn, hasWayOut, namedBy, ownerOf, serviceAsker, spaceOf } from './names.ts';
import type { World } from './world.ts';

/** How a question is put. */
export interface NameQuestion {
  /** The server that is asked; null for the one of the container. */
  readonly resolver: string | null;
  /** True for a question over TCP. */
  readonly tcp: boolean;
}

/** Docker's resolver in each container of a user-defined network. */
const dockersResolver = '127.0.0.11';
const usual: NameQuestion = { resolver: null, tcp: false };
/** The most servers that hand a question on to each other. */
const maxHops = 8;

/** Answers questions for names. */
export class NameQuestions {
  readonly #connector: Connector;
  readonly #world: World | null;
  readonly #inside: Inside;

  constructor(connector: Connector, world: World | null, inside: Inside) {
    this.#connector = connector;
    this.#world = world;
    this.#inside = inside;
  }

  /** Returns whether a question for a name is answered. */
  ask(asker: Asker, name: string, question: NameQuestion = usual): LeaveAnswer {
    return this.#ask(asker, name, question, maxHops);
  }

  #ask(asker: Asker, host: string, question: NameQuestion, hops: number): LeaveAnswer {
    const { resolver, tcp } = question;
    if (hops === 0) return leaveAnswer('unknown', 'the servers of names ask each other in a circle');
    if (asker.kind !== 'service') return this.#answered(host, 'the machine asks its own servers');
    const space = spaceOf(asker);
    if (space?.kind === 'unknown')
      return leaveAnswer('unknown', `the network stack of ${asker.name} is not in these files`);
    const isOnBridge = space?.endpoints.some(({ segment }) => segment.dockerName === 'bridge') ?? false;
    const hasDockers = space?.kind === 'networks' && !isOnBridge;
    if (resolver !== null && resolver !== dockersResolver)
      return this.#atServer(asker, host, resolver, tcp, hops);
    if (resolver === dockersResolver && !hasDockers)
      return leaveAnswer('none', `${asker.name} has no resolver at ${dockersResolver}`);
    if (space?.kind === 'none') return leaveAnswer('none', `${asker.name} has no network`);
    if (!hasDockers) return this.#atServers(asker, host, tcp, hops);
    const kept = this.#inside.resolver(asker);
    if (kept) return kept;
    const named = namedBy(asker, host);
    if (named.kind === 'services' || named.kind === 'gateway')
      return leaveAnswer('reached', `Docker's resolver knows ${host}`);
    const behind = this.#inside.names(asker);
    if (behind) return behind.answer === 'reached' ? this.#answered(host, behind.because) : behind;
    return this.#byDocker(asker, host, hops);
  }

  /** Returns what Docker's resolver makes of a name of the outside. */
  #byDocker(asker: Extract<Asker, { kind: 'service' }>, host: string, hops: number): LeaveAnswer {
    const { dns } = ownerOf(asker);
    const facts = asker.node.facts;
    const servers = dns.length > 0 ? dns : (asker.node.source.machine?.resolvers ?? null);
    const major = facts?.reach.options.engine.major ?? 0;
    const isDocker = facts?.reach.options.engine.kind === 'docker';
    const byMachine =
      dns.length === 0 &&
      ((isDocker && major >= 28) || (servers ?? []).some((one) => isLoopbackAddress(one)));
    if (byMachine)
      return hasWayOut(asker)
        ? this.#answered(
            host,
            "Docker's resolver asks from the machine, past what the container may do (LV4)",
          )
        : leaveAnswer(
            'none',
            `${asker.name} is on internal networks alone, for which Docker asks nobody outside (LV3)`,
          );
    if (dns.length === 0 && !hasWayOut(asker))
      return leaveAnswer(
        'none',
        `${asker.name} is on internal networks alone, for which Docker asks nobody outside (LV3)`,
      );
    if (servers === null)
      return hasWayOut(asker)
        ? this.#answered(host, "Docker's resolver asks the servers of the machine (LV3)")
        : leaveAnswer('none', `${asker.name} has no way out`);
    return this.#atServers(asker, host, false, hops, servers);
  }

  #atServers(
    asker: Extract<Asker, { kind: 'service' }>,
    host: string,
    tcp: boolean,
    hops: number,
    given: readonly string[] | null = null,
  ): LeaveAnswer {
    const { dns } = ownerOf(asker);
    const servers = given ?? (dns.length > 0 ? dns : (asker.node.source.machine?.resolvers ?? null));
    const isHost = spaceOf(asker)?.kind === 'host';
    if (servers === null || (isHost && dns.length === 0))
      return hasWayOut(asker)
        ? this.#answered(host, 'the servers of the machine are asked')
        : leaveAnswer('none', `${asker.name} has no way out`);
    return (
      bestOf(servers.map((server) => this.#atServer(asker, host, server, tcp, hops))) ??
      leaveAnswer('none', 'no server is asked')
    );
  }

  /** Returns what a question to one server meets. */
  #atServer(
    asker: Extract<Asker, { kind: 'service' }>,
    host: string,
    server: string,
    tcp: boolean,
    hops: number,
  ): LeaveAnswer {
    const address = readAddress(server);
    if (!address) return leaveAnswer('unknown', `${server} is no address`);
    const protocol = tcp ? 'tcp' : 'udp';
    const met = this.#connector.answer(asker, { address, port: 53, protocol });
    const stopped = this.#inside.leaving(asker, { address, service: null, port: 53, protocol }, met);
    if (stopped) return stopped.answer === 'reached' ? this.#answered(host, stopped.because) : stopped;
    if (met.answer !== true)
      return leaveAnswer(
        met.answer === false ? 'none' : 'unknown',
        `${asker.name} ${met.answer === false ? 'does not reach' : 'may not reach'} ${server}:53${met.because === null ? '' : `: ${met.because}`}`,
      );
    const service = met.by === null ? null : this.#service(met.by);
    if (service) return this.#ask(service, host, usual, hops - 1);
    const isOwnMachine = met.by !== null && this.#connector.map.machines.has(met.by);
    if (!isOwnMachine && this.#world && this.#world.listening(server)?.dns?.includes(53) !== true)
      return leaveAnswer('none', `${server} answers no questions for names`);
    return this.#answered(host, `${server} is asked`);
  }

  #answered(host: string, because: string): LeaveAnswer {
    const name = host.replace(/\.$/, '').toLowerCase();
    if (this.#world && addressesIn(this.#world, name) === null)
      return leaveAnswer('none', `${because}: there is no such name`);
    return leaveAnswer('reached', because);
  }

  #service(name: string) {
    try {
      return serviceAsker(this.#connector, name);
    } catch {
      return null;
    }
  }
}
