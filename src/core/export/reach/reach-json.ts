// `reach --format json` (`core/contracts/reach.ts`). A stream of pieces, since all pairs of 3,000 services are more
// than one string may hold.

import { eachPort } from '../../compose/project/ports/port-range.ts';
import type { Topology } from '../../compose/topology.ts';
import type { Assumed } from '../../contracts/assumed.ts';
import type {
  FactsOfFamily,
  Observed,
  PairOfFamily,
  PublishedPort,
  ReachOfPair,
  ReachOfService,
} from '../../contracts/reach.ts';
import type { HostNameRow } from '../../contracts/ways.ts';
import { type SeenFrom, seenAsOf } from '../../fleet/seen-as.ts';
import type { PairSeen } from '../../host/host-observed.ts';
import { visible } from '../../quote/visible-text.ts';
import { inboundReach, outboundReach, portReach, reachedFromLan } from '../../reach/degrees.ts';
import type { Proxied } from '../../reach/entries.ts';
import {
  allFamilies,
  type Family,
  type Published,
  type Reach,
  type ServiceFacts,
  type UnreadPort,
  type Way,
} from '../../reach/reach-model.ts';
import { type TriRow, triBit } from '../../reach/rows/tri-row.ts';

/** Yields one JSON text in pieces. */
export function* reachJson(
  topology: Topology,
  reach: Reach,
  assumed: Assumed,
  given: Omit<ReachJsonOptions, 'seenAs'>,
): Generator<string, void, undefined> {
  const { engine } = reach.options;
  const options: ReachJsonOptions = { ...given, seenAs: seenAsOf(reach, topology) };
  yield `{"version":1,"engine":${JSON.stringify(engine.text)},"assumed":${JSON.stringify(assumed)},"services":{`;
  let separator = '';
  for (const name of topology.services.keys()) {
    const facts = reach.facts.get(name);
    if (!facts) continue;
    yield `${separator}\n${JSON.stringify(name)}:{`;
    yield* serviceFields(reach, facts, options);
    yield '}';
    separator = ',';
  }
  yield `}${hostNamesJson(options)}}\n`;
}

/** Returns the member `hostNames` with its comma; '' when not requested. */
export function hostNamesJson({ hostNames = null }: Pick<ReachJsonOptions, 'hostNames'>): string {
  return hostNames === null ? '' : `,\n"hostNames":${visible(JSON.stringify(hostNames))}`;
}

export interface ReachJsonOptions {
  /** Leaves out pairs without any connection. */
  readonly sparse: boolean;
  /** Marks services and pairs whose facts rest on documentation, not on a measured Engine. */
  readonly by?: boolean;
  /** Returns further members of a service, its ways in, without braces. */
  readonly ways?: (service: string) => string;
  /** The service behind each host name; absent or null when not requested. */
  readonly hostNames?: readonly HostNameRow[] | null;
  /** Returns the observed connections from one service to another; absent without a record. */
  readonly seen?: (from: string, to: string) => PairSeen;
  /** States each address family, even when no network has IPv6. */
  readonly families?: boolean;
  /** Returns the name under which a service is listed; absent where it is its own. */
  readonly nameOf?: (service: string) => string;
  /** Returns as whom a published port of a service, by its number, sees each place. */
  readonly seenAs: (service: string, index: number) => SeenFrom;
  /** Returns further members of a published port. */
  readonly portMembers?: (port: Published) => object;
  /** Returns further pairs of a service, without braces; '' for none. */
  readonly pairsBeyond?: (service: string) => string;
}

/** Yields the members of one service without braces; `reaches` comes last. */
export function* serviceFields(
  reach: Reach,
  facts: ServiceFacts,
  options: ReachJsonOptions,
): Generator<string, void, undefined> {
  yield* factsJson(reach, facts, options);
  if (options.ways) yield `,${options.ways(facts.name)}`;
  const pairs = [pairsJson(reach, facts, options), options.pairsBeyond?.(facts.name) ?? ''];
  yield `,"reaches":{${pairs.filter((text) => text !== '').join(',')}}`;
}

/** Ports in one piece of text, since a range may contain all ports. */
const portsInPiece = 750;

/** Yields the entries of `published`, one for each port of a range. */
function* publishedJson(
  reach: Reach,
  { name, published }: ServiceFacts,
  options: ReachJsonOptions,
): Generator<string, void, undefined> {
  const apart = statesFamilies(reach, options);
  let piece: string[] = [];
  let separator = '';
  for (const [index, range] of published.entries()) {
    const more = {
      answers: portReach(range),
      seenAs: options.seenAs(name, index),
      ...(apart ? { families: range.families, ...familyAnswers(reach, name, index) } : {}),
      ...options.portMembers?.(range),
    };
    for (const port of eachPort(range)) {
      piece.push(JSON.stringify({ ...publishedObject(port), ...more }));
      if (piece.length < portsInPiece) continue;
      yield separator + piece.join(',');
      separator = ',';
      piece = [];
    }
  }
  if (piece.length > 0) yield separator + piece.join(',');
}

type FactsBeforePorts = Omit<
  ReachOfService,
  'published' | 'unreadPorts' | 'proxied' | 'waysIn' | 'bypasses' | 'reaches' | 'by'
>;

function* factsJson(
  reach: Reach,
  facts: ServiceFacts,
  options: ReachJsonOptions,
): Generator<string, void, undefined> {
  const { by, nameOf = itself } = options;
  const apart = statesFamilies(reach, options);
  const { isolation, owner, networks, egress, egressNeedsRoute, toHost, fromHost, fromOutside, unreadPorts } =
    facts;
  const proxied = reach.proxied(facts.name).filter(isWayIn).map(proxiedObject);
  const first: FactsBeforePorts = {
    isolation,
    owner: owner === null ? null : nameOf(owner),
    networks,
    egress,
    egressNeedsRoute,
    toHost,
    fromHost,
    fromOutside,
    out: outboundReach(facts),
    in: inboundReach(facts),
    fromLan: reachedFromLan(facts),
    ...(apart ? familyObjects(reach, facts.name) : {}),
  };
  const last: Pick<ReachOfService, 'unreadPorts' | 'proxied' | 'by'> = {
    ...(unreadPorts.length > 0 ? { unreadPorts: unreadPorts.map(unreadObject) } : {}),
    proxied,
    ...(by === true ? provenance(facts) : {}),
  };
  yield `${JSON.stringify(first).slice(1, -1)},"published":[`;
  yield* publishedJson(reach, facts, options);
  yield `],${JSON.stringify(last).slice(1, -1)}`;
}

/** True when each family is stated separately. */
function statesFamilies({ addressFamilies }: Reach, { families }: ReachJsonOptions): boolean {
  return families === true || addressFamilies.length > 1;
}

/** Returns the facts of one service in each family. */
function familyObjects(reach: Reach, name: string): Readonly<Record<string, FactsOfFamily>> {
  const of = allFamilies.map((family): [Family, FactsOfFamily] => {
    const facts = reach.family(family).facts(name);
    const { egress, toHost, fromHost, fromOutside } = facts;
    const more = { out: outboundReach(facts), in: inboundReach(facts), fromLan: reachedFromLan(facts) };
    return [family, { egress, toHost, fromHost, fromOutside, ...more }];
  });
  return Object.fromEntries(of);
}

/** Returns where the port at `index` answers in each family. */
function familyAnswers(reach: Reach, name: string, index: number): object {
  const of = allFamilies.map((family) => {
    const port = reach.family(family).facts(name).published[index];
    return [family, { answers: port ? portReach(port) : null }] as const;
  });
  return Object.fromEntries(of);
}

function publishedObject({
  hostIp,
  hostPort,
  containerPort,
  protocol,
  reachableFrom,
  opened = reachableFrom,
}: Published): Omit<PublishedPort, 'answers' | 'seenAs'> {
  return { hostIp, hostPort, containerPort, protocol, reachableFrom: opened };
}

/** Returns an item of `ports` that a variable makes unreadable: its text, and where it may answer. */
function unreadObject({
  raw,
  reachableFrom,
}: UnreadPort): NonNullable<ReachOfService['unreadPorts']>[number] {
  return { raw, reachableFrom };
}

/** True when the service asks for the way in, unless the proxy certainly cannot reach it. */
function isWayIn({ asked, reachable }: Proxied): boolean {
  return asked && reachable !== false;
}

function proxiedObject({ by, host, port, certainty }: Proxied): ReachOfService['proxied'][number] {
  return { by, host, port, certainty };
}

/** Returns the observed connections of a pair without its names. */
function seenObjects({ connections }: PairSeen): readonly Observed[] {
  return connections.map(({ port, protocol, looks, first, last }) => ({
    port,
    protocol,
    looks,
    first,
    last,
  }));
}

/** Returns the provenance of facts from documentation; empty for measured facts. */
function provenance(...services: readonly (ServiceFacts | undefined)[]): { readonly by?: 'documentation' } {
  return services.some((facts) => facts?.evidence === 'documentation') ? { by: 'documentation' } : {};
}

type RowsOfWays = Readonly<Record<Way, TriRow>>;

function rowsOf(row: (way: Way, from: string) => TriRow, from: string): RowsOfWays {
  return { direct: row('direct', from), viaHost: row('viaHost', from), viaGateway: row('viaGateway', from) };
}

function pairAt({ direct, viaHost, viaGateway }: RowsOfWays, index: number): PairOfFamily {
  return {
    direct: triBit(direct, index),
    viaHost: triBit(viaHost, index),
    viaGateway: triBit(viaGateway, index),
  };
}

const itself = (name: string): string => name;

/** Returns the pairs of a service as JSON. Most pairs share no network, so their few texts are cached. */
function pairsJson(reach: Reach, ownFacts: ServiceFacts, options: ReachJsonOptions): string {
  const { sparse, by, nameOf = itself } = options;
  const { name } = ownFacts;
  const pairs: string[] = [];
  const texts = new Map<string, string>();
  const rows = rowsOf(reach.row, name);
  const resolving = reach.row('resolves', name);
  const apart = statesFamilies(reach, options);
  const familyRows = apart
    ? allFamilies.map((family) => [family, rowsOf(reach.family(family).row, name)] as const)
    : [];
  reach.services.forEach((to, index) => {
    if (to === name) return;
    const { direct, viaHost, viaGateway } = pairAt(rows, index);
    const facts = [direct, triBit(resolving, index), viaHost, viaGateway];
    if (sparse && facts.every((fact) => fact === false)) {
      // What was seen is shown, whatever the model says of it.
      if ((options.seen?.(name, to).connections.length ?? 0) === 0) return;
    }
    const mark = by === true ? provenance(ownFacts, reach.facts.get(to)) : {};
    // Whoever shares a network that carries is reached: else there is none to look for.
    const networks = direct === false ? [] : reach.pair(name, to).networks;
    const families: Record<string, PairOfFamily> = {};
    for (const [family, ownRows] of familyRows) families[family] = pairAt(ownRows, index);
    const split = apart ? JSON.stringify(families) : '';
    const seen = options.seen === undefined ? {} : { observed: seenObjects(options.seen(name, to)) };
    const key = `${facts.join(' ')} ${mark.by} ${split} ${JSON.stringify(seen)}`;
    const known = networks.length === 0 ? texts.get(key) : undefined;
    const text =
      known ??
      JSON.stringify({
        direct,
        networks,
        resolves: triBit(resolving, index),
        viaHost,
        viaGateway,
        ...families,
        ...seen,
        ...mark,
      } satisfies ReachOfPair);
    if (networks.length === 0) texts.set(key, text);
    pairs.push(`${JSON.stringify(nameOf(to))}:${text}`);
  });
  return pairs.join(',');
}
