// Reachability for machines, as `docs/contracts.md` fixes it. A stream of pieces, since all pairs of 3,000 services are more
// than one string may hold.

import { eachPort } from '../../compose/project/ports/port-range.ts';
import type { Topology } from '../../compose/topology.ts';
import type { Assumed } from '../../describe/assumed.ts';
import type { PairSeen } from '../../host/host-observed.ts';
import { visible } from '../../quote/visible-text.ts';
import { answersOf, fromLanOf, inOf, outOf } from '../../reach/degrees.ts';
import type { Proxied } from '../../reach/entries.ts';
import {
  allFamilies,
  type Published,
  type Reach,
  type ServiceFacts,
  type UnreadPort,
  ways,
} from '../../reach/reach-model.ts';
import { triBit } from '../../reach/rows/tri-row.ts';

/** The pieces of one JSON text, in order. */
export function* reachJson(
  topology: Topology,
  reach: Reach,
  assumed: Assumed,
  options: ReachJsonOptions,
): Generator<string, void, undefined> {
  const { engine } = reach.options;
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

/** The member `hostNames`, with its comma; '' where it is not asked for. */
export function hostNamesJson({ hostNames = null }: ReachJsonOptions): string {
  return hostNames === null ? '' : `,\n"hostNames":${visible(JSON.stringify(hostNames))}`;
}

export interface ReachJsonOptions {
  /** Leaves out pairs without any connection. */
  readonly sparse: boolean;
  /** Marks services and pairs whose facts rest on documentation, not on a measured Engine. */
  readonly by?: boolean;
  /** Further members of a service, without braces: its ways in. */
  readonly ways?: (service: string) => string;
  /** Which host name leads where; absent or null where it is not asked for. */
  readonly hostNames?: readonly object[] | null;
  /** What was seen from one service to another; absent where no record of it was given. */
  readonly seen?: (from: string, to: string) => PairSeen;
  /** States the facts of each address family, also where no network has IPv6. */
  readonly families?: boolean;
}

/** The pieces of the fields of one service, without the braces around them; `reaches` is the last. */
export function* serviceFields(
  reach: Reach,
  facts: ServiceFacts,
  options: ReachJsonOptions,
): Generator<string, void, undefined> {
  yield* factsJson(reach, facts, options);
  if (options.ways) yield `,${options.ways(facts.name)}`;
  yield `,"reaches":{${pairsJson(reach, facts, options)}}`;
}

/** Ports in one piece of text; a range may hold all of them. */
const portsInPiece = 1000;

/** The entries of `published`, one for each port of a range. */
function* publishedJson(
  reach: Reach,
  { name, published }: ServiceFacts,
  apart: boolean,
): Generator<string, void, undefined> {
  let piece: string[] = [];
  let separator = '';
  for (const [index, range] of published.entries()) {
    const more = {
      answers: answersOf(range),
      ...(apart ? { families: range.families, ...familyAnswers(reach, name, index) } : {}),
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

function* factsJson(
  reach: Reach,
  facts: ServiceFacts,
  options: ReachJsonOptions,
): Generator<string, void, undefined> {
  const { by } = options;
  const apart = tellsApart(reach, options);
  const { isolation, owner, networks, egress, egressNeedsRoute, toHost, fromHost, fromOutside, unreadPorts } =
    facts;
  const proxied = reach.proxied(facts.name).filter(isWayIn).map(proxiedObject);
  const first = {
    isolation,
    owner,
    networks,
    egress,
    egressNeedsRoute,
    toHost,
    fromHost,
    fromOutside,
    out: outOf(facts),
    in: inOf(facts),
    fromLan: fromLanOf(facts),
    ...(apart ? familyObjects(reach, facts.name) : {}),
  };
  const last = {
    ...(unreadPorts.length > 0 ? { unreadPorts: unreadPorts.map(unreadObject) } : {}),
    proxied,
    ...(by === true ? provenance(facts) : {}),
  };
  yield `${JSON.stringify(first).slice(1, -1)},"published":[`;
  yield* publishedJson(reach, facts, apart);
  yield `],${JSON.stringify(last).slice(1, -1)}`;
}

/** Whether each family is stated by itself. */
function tellsApart({ addressFamilies }: Reach, { families }: ReachJsonOptions): boolean {
  return families === true || addressFamilies.length > 1;
}

/** The facts of one service in each family. */
function familyObjects(reach: Reach, name: string): object {
  const of = allFamilies.map((family) => {
    const facts = reach.family(family).facts(name);
    const { egress, toHost, fromHost, fromOutside } = facts;
    const more = { out: outOf(facts), in: inOf(facts), fromLan: fromLanOf(facts) };
    return [family, { egress, toHost, fromHost, fromOutside, ...more }] as const;
  });
  return Object.fromEntries(of);
}

/** Where the port at `index` answers in each family. */
function familyAnswers(reach: Reach, name: string, index: number): object {
  const of = allFamilies.map((family) => {
    const port = reach.family(family).facts(name).published[index];
    return [family, { answers: port ? answersOf(port) : null }] as const;
  });
  return Object.fromEntries(of);
}

/** The five fields of the contract; the place of the port in the file is none of them. */
function publishedObject({
  hostIp,
  hostPort,
  containerPort,
  protocol,
  reachableFrom,
  opened = reachableFrom,
}: Published): object {
  return { hostIp, hostPort, containerPort, protocol, reachableFrom: opened };
}

/** An item of `ports` that cannot be read because of a variable: as written, and where it may answer. */
function unreadObject({ raw, reachableFrom }: UnreadPort): object {
  return { raw, reachableFrom };
}

/** True for what the service itself asks for, but where the proxy certainly cannot reach it. */
function isWayIn({ asked, reachable }: Proxied): boolean {
  return asked && reachable !== false;
}

/** The four fields of the contract. */
function proxiedObject({ by, host, port, certainty }: Proxied): object {
  return { by, host, port, certainty };
}

/** The connections of a pair that were seen, without its names. */
function seenObjects({ connections }: PairSeen): readonly object[] {
  return connections.map(({ port, protocol, looks, first, last }) => ({
    port,
    protocol,
    looks,
    first,
    last,
  }));
}

/** Absent where the facts were measured. */
function provenance(...services: readonly (ServiceFacts | undefined)[]): { readonly by?: 'documentation' } {
  return services.some((facts) => facts?.evidence === 'documentation') ? { by: 'documentation' } : {};
}

/** Most pairs have no network in common, so their few texts are cached. */
function pairsJson(reach: Reach, ownFacts: ServiceFacts, options: ReachJsonOptions): string {
  const { sparse, by } = options;
  const pairs: string[] = [];
  const texts = new Map<string, string>();
  const direct = reach.row('direct', ownFacts.name);
  const resolves = reach.row('resolves', ownFacts.name);
  const viaHost = reach.row('viaHost', ownFacts.name);
  const viaGateway = reach.row('viaGateway', ownFacts.name);
  const apart = tellsApart(reach, options);
  const rows = apart
    ? allFamilies.map((family) => {
        const { row } = reach.family(family);
        return { family, rows: ways.map((way) => [way, row(way, ownFacts.name)] as const) };
      })
    : [];
  reach.services.forEach((to, index) => {
    if (to === ownFacts.name) return;
    const facts = {
      direct: triBit(direct, index),
      resolves: triBit(resolves, index),
      viaHost: triBit(viaHost, index),
      viaGateway: triBit(viaGateway, index),
    };
    const unreached = facts.direct === false;
    if (sparse && Object.values(facts).every((fact) => fact === false)) {
      // What was seen is shown, whatever the model says of it.
      if ((options.seen?.(ownFacts.name, to).connections.length ?? 0) === 0) return;
    }
    const mark = by === true ? provenance(ownFacts, reach.facts.get(to)) : {};
    // Whoever shares a network that carries is reached: else there is none to look for.
    const networks = unreached ? [] : reach.pair(ownFacts.name, to).networks;
    const families: Record<string, object> = {};
    for (const { family, rows: byWay } of rows) {
      families[family] = Object.fromEntries(byWay.map(([way, row]) => [way, triBit(row, index)]));
    }
    const split = apart ? JSON.stringify(families) : '';
    const seen = options.seen === undefined ? {} : { observed: seenObjects(options.seen(ownFacts.name, to)) };
    const key = `${Object.values(facts).join(' ')} ${mark.by} ${split} ${JSON.stringify(seen)}`;
    const known = networks.length === 0 ? texts.get(key) : undefined;
    const text =
      known ??
      JSON.stringify({
        direct: facts.direct,
        networks,
        resolves: facts.resolves,
        viaHost: facts.viaHost,
        viaGateway: facts.viaGateway,
        ...families,
        ...seen,
        ...mark,
      });
    if (networks.length === 0) texts.set(key, text);
    pairs.push(`${JSON.stringify(to)}:${text}`);
  });
  return pairs.join(',');
}
