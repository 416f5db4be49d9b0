// From proxy to proxy: a request that one proxy of a machine sends to another arrives there from the first one's address, with its headers.

import type { OnwardRequest, Outcomes, Program } from '../model.ts';
import { combineOutcomes, undecidedOutcome, unknownOutcome, withSteps } from '../outcomes.ts';
import type { WaysContext } from '../ways-context.ts';
import { type Connection, connectToService } from './connect.ts';

/** The number of proxies that a request is followed through. */
const maxHops = 8;

/** Returns the outcomes at the proxy to which a connection leads. */
export type Arrive = (connection: Connection, request: OnwardRequest, hops: number) => Outcomes;

/** Returns the outcomes with those of a proxy behind in the place of each outcome that it would serve. */
export function throughHops(
  context: WaysContext,
  programs: readonly Program[],
  proxy: string,
  outcomes: Outcomes,
  hops: number,
  arrive: Arrive,
): Outcomes {
  const followed = outcomes.list.map((outcome): Outcomes => {
    const { by, port, onward } = outcome;
    const alone: Outcomes = { list: [outcome], undecided: null };
    if (by === null || port === null || onward === undefined || by === proxy) return alone;
    const isProxy = programs.some(
      ({ service, entrances, ends }) =>
        service === by && ends === null && entrances.some((entrance) => entrance.port === port),
    );
    if (!isProxy) return alone;
    if (hops >= maxHops)
      return unknownOutcome(`The request passes more than ${maxHops} proxies, which are not followed.`);
    if (onward.hostHeader === null)
      return unknownOutcome(`Which host ${proxy} asks ${by} for is unknown.`, { guards: outcome.guards });
    const behind = familiesAt(context, proxy, by, onward).map((family) =>
      arrive(
        connectToService(
          context,
          { kind: 'service', name: proxy },
          { service: by, network: null, family },
          port,
        ),
        onward,
        hops + 1,
      ),
    );
    const { guards, way } = outcome;
    return withSteps(
      { guards, way },
      onward.families === 'turns'
        ? combineOutcomes(behind)
        : undecidedOutcome(behind, `Whether ${proxy} asks ${by} over IPv4 or IPv6 is unknown.`),
    );
  });
  const all = combineOutcomes(followed);
  return { list: all.list, undecided: outcomes.undecided ?? all.undecided };
}

/** Returns the families over which a proxy asks a service, whose networks may have both. */
function familiesAt(
  { reach, topology }: WaysContext,
  proxy: string,
  service: string,
  { families }: OnwardRequest,
): readonly ('ipv4' | 'ipv6')[] {
  const { networks } = reach.pair(proxy, service);
  const ipv6 = networks.map((key) => topology.networks.get(key)?.enableIpv6 ?? 'unknown');
  if (families === 'ipv4' || ipv6.length === 0 || !ipv6.includes(true)) return ['ipv4'];
  return families === 'ipv6' ? ['ipv6'] : ['ipv4', 'ipv6'];
}
