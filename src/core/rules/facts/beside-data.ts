// Further dangers on a network that holds both data and services that face the outside: a way out for the data, and neighbours that can
// impersonate it. CN201 and CN203 name these dangers in their reports; CN206 and CN505 report them on other networks.

import { memoize } from '../../compose/memoize.ts';
import { nameList } from '../../compose/name-list.ts';
import { effectiveCapabilities } from '../../compose/project/read/capabilities.ts';
import type { Service } from '../../compose/topology.ts';
import type { RestOf, RuleContext } from '../../findings/finding.ts';
import type { ServiceView } from '../../findings/service-view.ts';
import { catalogueEntry, mayBeRoot } from '../../images/catalogue.ts';
import { engineBehaviour } from '../../reach/networks/engine-behaviour.ts';
import { attachedServices, isFlat, livesOnNetworks, membersByNetwork } from './networks.ts';
import { oncePerContext } from './once-per-context.ts';
import { skipsTier } from './tier-walls.ts';

/** The networks that CN201 or CN203 reports: an edge shares them with data that it does not need. */
export const mixedNetworks = oncePerContext((context): ReadonlySet<string> => {
  if (isFlat(context)) {
    const names = attachedServices(context).map(({ name }) => name);
    return new Set(skipsTier(context, names) ? ['default'] : []);
  }
  const members = [...membersByNetwork(context)];
  return new Set(members.filter(([, names]) => skipsTier(context, names)).map(([network]) => network));
});

/** The rules that report of such a network what CN206 and CN505 report of others. */
export const mixedCause: RestOf = { kind: 'finding', rules: ['CN201', 'CN203'] };

/**
 * True when a service keeps data and can open connections to the outside. Other rules report one with a published port (CN101, CN102) or on
 * the host's network (CN301).
 */
export function canCallOut({ service, facts, tier }: ServiceView): boolean {
  if (tier !== 'data' || facts.egress !== true || facts.owner !== service.name) return false;
  if (facts.isolation === 'open' || service.tags.external) return false;
  return facts.published.every(({ reachableFrom }) => reachableFrom === 'nowhere');
}

/**
 * True when a service faces the outside, by a port or as a proxy, and keeps raw sockets. A process of a plain user has no capability (K7),
 * whatever the container may hold.
 */
export function keepsRawSockets(view: ServiceView | undefined): boolean {
  if (!view || view.tier === 'data' || !livesOnNetworks(view.service)) return false;
  const faces =
    view.tier === 'edge' ||
    view.facts.published.some(({ reachableFrom }) => reachableFrom !== 'nowhere') ||
    catalogueEntry(view.service.image)?.kind === 'proxy';
  return faces && keepsDefaultRaw(view.service) && mayBeRoot(view.service) !== false;
}

/** True when a service has NET_RAW by default only; other rules report it when it is added or comes with `privileged`. */
const keepsDefaultRaw = memoize((service: Service): boolean => {
  if (service.privileged === true || service.capAdd.some((text) => /^(?:ALL|(?:CAP_)?NET_RAW)$/i.test(text)))
    return false;
  return effectiveCapabilities(service).bounding.includes('NET_RAW');
});

/**
 * Returns the members of a network that keep raw sockets beside data; none without data, without a bridge, or on an Engine without this
 * default (PD12).
 */
export function rawBesideData(
  { views, tiers, topology, reach }: RuleContext,
  network: string,
): readonly string[] {
  if (engineBehaviour(reach.options).withoutCapabilities.includes('NET_RAW')) return [];
  if ((topology.networks.get(network)?.driver ?? 'bridge') !== 'bridge') return [];
  const members = membersByNetwork({ views }).get(network) ?? [];
  if (!members.some((name) => tiers.of(name) === 'data')) return [];
  return members.filter((name) => keepsRawSockets(views.get(name)));
}

/** Returns the two further reasons to part `edges` from `stores`, as a sentence that follows the first; '' for none. */
export function besideNote(
  context: RuleContext,
  network: string,
  edges: readonly string[],
  stores: readonly string[],
): string {
  const leaving = stores.filter((name) => canLeak(context, name));
  const raw = rawBesideData(context, network).filter((name) => edges.includes(name));
  const reasons = [
    ...(leaving.length === 0
      ? []
      : [`${shortListOr(leaving, 'the data')} can open connections to the outside`]),
    ...(raw.length === 0
      ? []
      : [
          `${shortListOr(raw, 'the services at the edge')} may open raw sockets and so impersonate ${raw.length === 1 ? 'its' : 'their'} neighbours`,
        ]),
  ];
  return reasons.length === 0 ? '' : ` There, ${reasons.join(', and ')}.`;
}

/** Returns one or two names as a list, and `all` for more, since the sentence before may list them. */
function shortListOr(names: readonly string[], all: string): string {
  return names.length > 2 ? all : nameList(names);
}

function canLeak({ views }: RuleContext, name: string): boolean {
  const view = views.get(name);
  return view !== undefined && canCallOut(view);
}

/** Returns the parts that CN206 and CN505 report by themselves once the covering finding is gone: they are no new problem. */
export function besideParts(context: RuleContext, network: string): readonly (readonly string[])[] {
  const data = (membersByNetwork(context).get(network) ?? []).filter(
    (name) => context.tiers.of(name) === 'data',
  );
  return [
    ...data.map((name) => ['CN206', name]),
    ...rawBesideData(context, network).map((name) => ['CN505', network, name]),
  ];
}
