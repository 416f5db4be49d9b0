// A simulated request on a fleet: over networks and routers to a machine, through its proxy, and on to whoever its upstream leads to.

import type { Tri } from '../../compose/topology.ts';
import { overConnection } from '../../ways-in/ask/ask.ts';
import type { Headers, Outcome, Outcomes } from '../../ways-in/model.ts';
import { singleOutcome, undecidedOutcome, unknownOutcome, withSteps } from '../../ways-in/outcomes.ts';
import { type HttpUrl, readHttpUrl } from '../../ways-in/urls.ts';
import type { Ways } from '../../ways-in/ways/ways.ts';
import type { ConnectAnswer } from '../answer.ts';
import type { FleetAddress } from '../fleet-address.ts';
import type { FleetFacts } from '../fleet-facts.ts';
import { guardOnFleet, nameOnFleet, stepsOnFleet } from './fleet-ways.ts';
import { addressesNamed } from './other-machines.ts';
import { visitorsOf } from './visitors.ts';
import { waySteps } from './way-steps.ts';

interface UrlWithHeaders extends HttpUrl {
  readonly headers: Headers;
}

/** What a request meets at one address. */
interface Reply {
  readonly reaches: Tri;
  readonly outcomes: Outcomes;
}

/**
 * Returns the outcomes of a request by a service, a machine, `lan:NETWORK` or `internet`; null when the URL cannot be read. Throws a
 * `ConnectError` for an asker that nobody is.
 */
export function askFleet(
  facts: FleetFacts,
  url: string,
  from: string,
  headers: Headers = new Map(),
): Outcomes | null {
  const read = readHttpUrl(url);
  if (read === null) return null;
  const { map } = facts.connector;
  const named = addressesNamed(map, read.host);
  const addresses = named ?? outsideAddresses(facts);
  const replies = addresses.map((address) => replyAt(facts, { ...read, headers }, from, address));
  const best = replies.filter(({ reaches }) => reaches === true);
  const others = best.length > 0 ? best : replies.filter(({ reaches }) => reaches === 'unknown');
  const candidates = others.length > 0 ? others : replies;
  const [first] = candidates;
  if (!first)
    return unknownOutcome(
      `Where ${read.host} leads is unknown: no entry of names says it, and nothing has an address of the Internet.`,
    );
  // A client that looks up a name of the file tries its addresses one after the other.
  if (named !== null || candidates.length === 1) return first.outcomes;
  const routed = candidates.filter(({ outcomes }) => outcomes.list.some(hasRoute));
  const [only, ...more] = routed;
  if (only && more.length === 0) return only.outcomes;
  return undecidedOutcome(
    (routed.length > 0 ? routed : candidates).map(({ outcomes }) => outcomes),
    `Where ${read.host} leads is unknown: several addresses of the Internet answer, and no entry of names says which.`,
  );
}

/** True for an outcome that shows that whoever answers knows the host name. */
function hasRoute({ answer }: Outcome): boolean {
  return !['not-found', 'refused', 'no-tls', 'error', 'unknown', 'empty'].includes(answer);
}

/** Returns the addresses of the Internet that routers and machines have. */
function outsideAddresses({ connector: { map } }: FleetFacts): readonly FleetAddress[] {
  return [...map.routers, ...map.machines.values()].flatMap(({ links }) =>
    links
      .filter(({ network }) => map.networks.get(network)?.kind === 'internet')
      .flatMap(({ addresses }) => addresses),
  );
}

function replyAt(facts: FleetFacts, url: UrlWithHeaders, from: string, address: FleetAddress): Reply {
  const met = facts.connector.askAddress(from, { address, port: url.port, protocol: 'tcp' });
  const way = waySteps('entrance', met.way);
  const isStranger = met.by !== null && facts.connector.map.strangerNamed(met.by) !== null;
  const reaches: Tri = met.answer === true && isStranger ? 'unknown' : met.answer;
  return { reaches, outcomes: withSteps({ way }, outcomesOf(facts, url, from, address, met)) };
}

function outcomesOf(
  facts: FleetFacts,
  url: UrlWithHeaders,
  from: string,
  address: FleetAddress,
  met: ConnectAnswer,
): Outcomes {
  const { answer, by, inside, because } = met;
  const target = `${address.text} port ${url.port}`;
  const reason = because === null ? '' : `: ${because}`;
  if (answer === false)
    return singleOutcome('refused', { because: `${target} does not answer ${from}${reason}.` });
  if (answer === 'unknown') return unknownOutcome(`Whether ${target} answers ${from} is unknown${reason}.`);
  if (by === null || inside === null || facts.connector.map.strangerNamed(by) !== null)
    return unknownOutcome(`Who has ${address.text} is not in the fleet's file.`);
  const [machine = '', ...rest] = by.split('/');
  const ways = facts.ways.of(machine);
  const service = rest.length > 0 ? rest.join('/') : ways && hostProxy(ways, inside);
  if (!ways || service === null) return singleOutcome('serves', { by, port: inside });
  const { context } = ways;
  const outcomes = overConnection(
    ways,
    {
      ...{ kind: 'made', service, inside, loopback: false, relayed: false },
      examples: visitorsOf(facts, context, from, address.family, met),
      step: { kind: 'entrance', text: `${service}:${inside}`, declaredAt: { path: ['services', service] } },
    },
    { ...url, authenticated: false },
    0,
  );
  return { ...outcomes, list: outcomes.list.map((outcome) => outcomeOnFleet(machine, ways, outcome)) };
}

/** Returns the proxy on the host's network that listens on a port; null where none does. */
function hostProxy({ programs, context }: Ways, port: number): string | null {
  const program = programs.find(
    ({ service, entrances }) =>
      context.reach.facts.get(service)?.isolation === 'open' && entrances.some((one) => one.port === port),
  );
  return program?.service ?? null;
}

function outcomeOnFleet(machine: string, { context }: Ways, outcome: Outcome): Outcome {
  const { by, guards, way } = outcome;
  return {
    ...outcome,
    by: by === null ? null : nameOnFleet(machine, context, by),
    guards: guards.map((guard) => guardOnFleet(machine, context, guard)),
    way: stepsOnFleet(machine, context, way),
  };
}
