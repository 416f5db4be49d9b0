// A simulated request: the outcome of a URL and the way to it. It evaluates the model and never uses the network.

import { memoize } from '../../compose/memoize.ts';
import { nameList } from '../../compose/name-list.ts';
import { conflictingServices } from '../../reach/port-claims.ts';
import type { Guard, Headers, OnwardRequest, Outcome, Outcomes, Request, SeenAs } from '../model.ts';
import { namesListener } from '../network/running.ts';
import { usesTls } from '../network/tls-ports.ts';
import { listener, namespacePeers } from '../network/upstreams.ts';
import { outcomeKey, singleOutcome, undecidedOutcome, unknownOutcome, withSteps } from '../outcomes.ts';
import { readHostHeader } from '../proxy/client-address.ts';
import { defaultPort, type HttpUrl, readHttpUrl } from '../urls.ts';
import type { Ways } from '../ways/ways.ts';
import { assumedBridge } from '../ways-context.ts';
import { type Asker, type Connection, connectToHost, connectToService, placeOf } from './connect.ts';
import { throughHops } from './hops.ts';
import { familyOf } from './visitors.ts';

export interface Question {
  readonly url: string;
  readonly from: Asker;
  /** The service whose own address is requested, and the network; null for an address of this machine. */
  readonly at: { readonly service: string; readonly network: string | null } | null;
  /** True when the visitor has the credentials for every login. */
  readonly authenticated?: boolean;
  /** The headers that the visitor sends. */
  readonly headers?: Headers;
}

/** Returns the outcomes of a simulated request; null when the URL cannot be read. */
export function ask(
  ways: Ways,
  { url, from, at, authenticated = false, headers = noHeaders }: Question,
): Outcomes | null {
  const read = readHttpUrl(url);
  if (read === null) return null;
  const sent = { ...read, authenticated, headers };
  const connections =
    at === null
      ? connectToHost(ways.context, from, read.port, read.host)
      : [connectToService(ways.context, from, { ...at, family: familyOf(read.host) }, read.port)];
  const all = connections.map((connection) => atHost(ways, from, connection, sent));
  const rivals = at === null ? conflictingServices(ways.context, read.port) : [];
  if (rivals.length > 0) {
    // If a service without an answer here is the one that runs, the port refuses connections.
    const met = connections.map((one) => (one.kind === 'made' ? one.service : null));
    const rest = rivals.every((one) => met.includes(one)) ? [] : [singleOutcome('refused')];
    const because = contestedText(read.port, rivals);
    return undecidedOutcome(
      [...all.map((outcomes) => withUnknownReason(outcomes, because)), ...rest],
      because,
    );
  }
  // Among services on the host's network, a refusing one is excluded and a certain listener wins.
  const alive = all.filter(({ list }) => list.some(({ answer }) => answer !== 'refused'));
  const sure = alive.filter(({ list }) => list.every(({ answer }) => answer !== 'unknown'));
  const best = sure.length > 0 ? sure : alive.length > 0 ? alive : all.slice(0, 1);
  const [first, ...more] = best;
  if (first === undefined) return null;
  return withAssumedBridge(
    ways,
    more.length === 0 ? first : undecidedOutcome(best, 'Several services may listen there.'),
  );
}

/** Returns the reason why it is unknown which of several services answers at a contested port of this machine. */
export function contestedText(port: number, rivals: readonly string[]): string {
  const names = rivals.length === 2 ? rivals.join(' and ') : nameList(rivals);
  return `${names} publish port ${port} of this machine: only one of them can run.`;
}

/** Returns the outcomes with one reason for every unknown one. */
function withUnknownReason({ list, undecided }: Outcomes, because: string): Outcomes {
  return { list: list.map((one) => (one.answer === 'unknown' ? { ...one, because } : one)), undecided };
}

/** Adds the assumed bridge as the reason to outcomes that depend on it and have no other reason. */
function withAssumedBridge({ context }: Ways, { list, undecided }: Outcomes): Outcomes {
  if (context.assumed.length === 0) return { list, undecided };
  const explained = list.map((outcome) => {
    const { by, because } = outcome;
    return because !== null || by === null ? outcome : { ...outcome, because: assumedBridge(context, [by]) };
  });
  return { list: explained, undecided };
}

/** Returns the outcomes of a request over a connection; a service on the host's network must be known to listen on the port. */
function atHost(ways: Ways, from: Asker, connection: Connection, sent: SentRequest): Outcomes {
  if (connection.kind === 'ended') return connection.outcomes;
  const { service, inside, step } = connection;
  const { context } = ways;
  if (context.reach.facts.get(service)?.isolation !== 'open' || programAt(ways, connection) !== undefined)
    return overConnection(ways, connection, sent, 0);
  if (namespacePeers(context, service).some((one) => namesListener(one, inside)))
    return overConnection(ways, connection, sent, 0);
  // A proxy with a known configuration listens only at its stated ports.
  if (
    ways.programs.some(
      (program) => sharesNamespace(ways, program.service, service) && program.unread === null,
    )
  )
    return overConnection(ways, connection, sent, 0);
  const listens = context.reach.hostPorts?.listens(placeOf(from), inside) ?? 'unknown';
  const outcomes =
    listens === false
      ? singleOutcome('refused', {
          because: `Nothing listens on port ${inside} of this machine, by its record.`,
        })
      : unknownOutcome(
          `Whether ${service} listens on port ${inside} of this machine is unknown: no line of it names that port, and other programs of the machine may.`,
        );
  return withSteps({ way: [step] }, outcomes);
}

const noHeaders: Headers = new Map();

/** A request as it is sent over a connection. */
export interface SentRequest
  extends Omit<HttpUrl, 'rawPath'>,
    Pick<Request, 'authenticated' | 'headers' | 'hostHeader' | 'sni'> {
  /** As whom the addresses of askers stand, by the address that a proxy saw. */
  readonly known?: ReadonlyMap<string, SeenAs>;
}

/**
 * Returns the outcomes of a request over a connection. With a number of `hops`, that of the proxies before, it is followed through the
 * proxies behind; without, the outcome is the first proxy's.
 */
export function overConnection(
  ways: Ways,
  connection: Connection,
  sent: SentRequest,
  hops: number | null = null,
): Outcomes {
  if (connection.kind === 'ended') return connection.outcomes;
  const { service, inside, relayed, step } = connection;
  const program = programAt(ways, connection);
  if (!program) {
    const found = answerWithoutProxy(ways, service, inside, sent);
    const nobody =
      relayed && sent.scheme === 'https' && found.list.every(({ answer }) => answer === 'refused');
    // The connection is accepted and closed: a refusal over http, a failed handshake over https.
    return withSteps(
      { way: [step] },
      nobody ? singleOutcome('no-tls', { because: found.list[0]?.because ?? null }) : found,
    );
  }
  // A proxy behind may distinguish the visitors of the first one.
  const ranges = hops === null ? program.ranges : rangesOfAll(ways.programs);
  const { addresses, all, as = 'unknown' } = connection.examples(ranges);
  const used = ranges.length === 0 ? addresses.slice(0, 1) : addresses;
  const answers = used.map((source) => {
    const found = program.answer({ ...sent, inside, source });
    if (hops === null) return found;
    // Proxies behind are told addresses of visitors by those before them.
    const known = new Map([...(sent.known ?? []), [source, hops === 0 ? as : 'unknown'] as const]);
    const seen = withSeen(found, source, known);
    return throughHops(ways.context, ways.programs, service, seen, hops, (next, onward, passed) =>
      overConnection(ways, next, { ...sentOn(onward, sent), known }, passed),
    );
  });
  const settled = all
    ? weakest(answers)
    : undecidedOutcome(answers, 'The address that the proxy sees is not fixed.');
  return withSteps({ way: [step] }, settled);
}

/** Returns outcomes whose lists of addresses say as whom they take the asker. */
function withSeen(
  { list, undecided }: Outcomes,
  source: string,
  known: ReadonlyMap<string, SeenAs>,
): Outcomes {
  const seen = (guard: Guard): Guard => {
    const { address = source, ...rest } = guard;
    return guard.kind === 'addresses' ? { ...rest, sees: known.get(address) ?? 'unknown' } : guard;
  };
  return { list: list.map((outcome) => ({ ...outcome, guards: outcome.guards.map(seen) })), undecided };
}

/** Returns the ranges that any of the proxies distinguishes. */
const rangesOfAll = memoize((programs: Ways['programs']): readonly string[] => [
  ...new Set(programs.flatMap(({ ranges }) => ranges)),
]);

/** Returns the request that a proxy sends to the next one. */
function sentOn(onward: OnwardRequest, { authenticated }: SentRequest): SentRequest {
  const { scheme, hostHeader, path, query, headers } = onward;
  const usual = defaultPort(scheme);
  return {
    ...{ scheme, path, query, headers, authenticated },
    ...readHostHeader(hostHeader ?? '', usual),
    ...(hostHeader === null ? {} : { hostHeader }),
  };
}

/** Returns the proxy that accepts a connection. */
function programAt(
  ways: Ways,
  { service, inside, loopback }: Extract<Connection, { readonly kind: 'made' }>,
): Ways['programs'][number] | undefined {
  return ways.programs.find(
    (program) =>
      program.ends === null &&
      sharesNamespace(ways, program.service, service) &&
      program.entrances.some((entrance) => entrance.port === inside && isBound(entrance.address, loopback)),
  );
}

/** True when a listener bound to an address accepts a connection to loopback or to one of the container's own addresses. */
function isBound(address: string | null, loopback: boolean): boolean {
  if (address === null) return true;
  const own = /^(?:127\.|localhost$|\[?::1)/.test(address);
  return own === loopback || (!own && !address.includes(':'));
}

function sharesNamespace({ context }: Ways, program: string, service: string): boolean {
  return program === service || namespacePeers(context, service).some(({ name }) => name === program);
}

/** Returns the outcomes at a port where no known proxy listens. */
function answerWithoutProxy(
  ways: Ways,
  name: string,
  port: number,
  { scheme }: Pick<SentRequest, 'scheme'>,
): Outcomes {
  const { context, programs, unread } = ways;
  const service = context.topology.services.get(name);
  if (!service) return unknownOutcome(`${name} is not in these files.`);
  const peers = namespacePeers(context, name).map((service) => service.name);
  const closed = unread.find((program) => peers.includes(program.service));
  const others = peers.filter((one) => !programs.some((program) => program.service === one));
  const partly = programs.find((program) => peers.includes(program.service) && program.unread !== null);
  const ended = programs.find((program) => peers.includes(program.service) && program.ends !== null);
  if (ended?.ends) return singleOutcome('refused', { because: ended.ends.because });
  if (closed) return unknownOutcome(closed.because);
  const [first] = others;
  const target = others.includes(name)
    ? service
    : first === undefined
      ? null
      : context.topology.services.get(first);
  if (!target) {
    if (partly?.unread != null) return unknownOutcome(partly.unread);
    return singleOutcome('refused', { because: `${name} does not listen on ${port}.` });
  }
  const found = listener(context, target, port);
  if (found.state === 'unknown') return unknownOutcome(found.because);
  if (found.state !== 'answers') return singleOutcome('refused', { because: found.because });
  if ((scheme === 'https') !== usesTls(port))
    if (scheme === 'https')
      return unknownOutcome(`Whether ${found.service} speaks TLS on ${port} is unknown.`);
  const declaredAt = { path: ['services', found.service] };
  return singleOutcome('serves', {
    by: found.service,
    port,
    way: [{ kind: 'target', text: `${found.service}:${port}`, declaredAt }],
  });
}

/** Returns the openness of outcomes as a rank; more open means weaker. */
function openness({ list }: Outcomes): number {
  return Math.max(
    ...list.map(({ answer }) => {
      if (answer === 'serves') return 3;
      if (answer === 'login' || answer === 'redirect') return 2;
      return answer === 'forbidden' || answer === 'refused' ? 0 : 1;
    }),
  );
}

/**
 * Returns the weakest outcomes for visitors with many possible addresses: those of visitors whom a list admits. The first entry is for
 * visitors in none of the ranges.
 */
export function weakest(all: readonly Outcomes[]): Outcomes {
  const [usual, ...named] = all;
  if (!usual) return singleOutcome('refused');
  let best = usual;
  for (const outcomes of named) if (openness(outcomes) > openness(best)) best = outcomes;
  const most = openness(best);
  const rivals = all.filter((outcomes) => openness(outcomes) < most || sameOutcomes(outcomes, best));
  if (
    rivals.length < all.length ||
    (best === usual && !all.every((outcomes) => sameOutcomes(outcomes, usual)))
  )
    return undecidedOutcome(all, 'It depends on the address of the visitor.');
  return best;
}

function sameOutcomes(one: Outcomes, other: Outcomes): boolean {
  return one.list.map(outcomeKey).sort().join() === other.list.map(outcomeKey).sort().join();
}

/** An answer in the form in which it is reported. */
export interface Verdict {
  readonly answer: Outcome['answer'] | 'varies';
  readonly by: string | null;
  readonly own: boolean | null;
  readonly to: string | null;
  /** The outcomes that alternate or are chosen at random; null for a single outcome. */
  readonly seen: readonly Pick<Outcome, 'answer' | 'by' | 'to'>[] | null;
  readonly guards: readonly Guard[];
  readonly way: Outcome['way'];
  readonly because: string | null;
}

/** Combines outcomes into one answer: `varies` when several occur, `unknown` when it is unknown which one does. */
export function verdictOf(outcomes: Outcomes): Verdict {
  const { list, undecided } = outcomes;
  const kinds = new Map(list.map((outcome) => [outcomeKey(outcome), outcome]));
  const all = [...kinds.values()];
  const [first] = all;
  const doubtful = all.find(({ answer }) => answer === 'unknown');
  const plain = { by: null, own: null, to: null, seen: null };
  const { guards = [], way = [] } = first ?? {};
  if (!first) return { ...plain, answer: 'unknown', guards: [], way: [], because: 'Nothing was found.' };
  if (all.length > 1 && (undecided !== null || doubtful))
    return { ...plain, answer: 'unknown', guards, way, because: doubtful?.because ?? undecided };
  if (all.length === 1) {
    const { answer, by, own, to, because } = first;
    const known = answer === 'unknown' ? null : by;
    return { answer, by: known, own: answer === 'serves' ? own : null, to, seen: null, guards, way, because };
  }
  return {
    ...plain,
    answer: 'varies',
    seen: all.map(({ answer, by, to }) => ({ answer, by, to })),
    guards: all
      .flatMap((outcome) => outcome.guards)
      .filter((guard, index, whole) => whole.indexOf(guard) === index),
    way,
    because: 'The answer varies: several take turns, or one is chosen at random.',
  };
}
