// Splits a flat project by tiers: front for the edge and the services that it needs, mid for applications, back for data and
// the services that need it. The fix uses stated needs alone, so it is offered only if every service behind the edge states one or is
// named by one. This module knows nothing of findings.

import { freeName } from '../../compose/free-name.ts';
import { nameList } from '../../compose/name-list.ts';
import type { Operation } from '../../compose/operations/operation.ts';
import type { Service } from '../../compose/topology.ts';
import type { Fix, RuleContext } from '../../findings/finding.ts';
import { attachedServices } from '../facts/networks.ts';
import { openPublishes } from '../facts/publishes.ts';
import { skipsTier } from '../facts/tier-walls.ts';
import { mayBeSplit, sameOptions } from './split-lanes.ts';

type Zone = 'front' | 'mid' | 'back';

const zoneOrder: readonly Zone[] = ['front', 'mid', 'back'];

/** Returns the fix that splits the default network; null when the stated needs do not permit it. */
export function segmentFix(context: RuleContext): Fix | null {
  const services = attachedServices(context);
  if (services.some((service) => !isPlain(service)) || !mayBeSplit(context.topology, 'default')) return null;
  const zones = new Map(services.map(({ name }) => [name, new Set<Zone>()]));
  let needs = 0;
  for (const [from, to] of statedPairs(context)) {
    const [a, b] = [zones.get(from), zones.get(to)];
    if (!a || !b) continue;
    const zone = zoneOf(context, from, to);
    // CN203: the edge beside data, with an application that could stand between.
    if (zone === null) return null;
    a.add(zone);
    b.add(zone);
    needs++;
  }
  const used = new Set<Zone>();
  for (const [name, ofService] of zones) {
    const tier = context.tiers.of(name);
    if (ofService.size === 0 && tier !== 'edge') return null;
    // Published ports and the way out require a network that is not internal.
    if (tier === 'edge') ofService.add('front');
    else if (tier === 'app' && !ofService.has('front')) ofService.add('mid');
    for (const zone of ofService) used.add(zone);
  }
  if (!used.has('back') || used.size < 2) return null;
  const behind = [...zones].filter(([, ofService]) => ofService.has('back')).map(([name]) => name);
  if (skipsTier(context, behind)) return null;
  if (opensHostWays(context, zones)) return null;
  return { title: titleOf(used, needs), safe: false, operations: operationsFor(context, zones, used) };
}

/**
 * True when one CN201 would become several CN108: a service apart from one with open ports that keeps a way out reaches it over the host
 * (X2).
 */
function opensHostWays(context: RuleContext, zones: ReadonlyMap<string, ReadonlySet<Zone>>): boolean {
  const internal = !needsWayOutBehind(context, zones);
  const goingOut = [...zones].filter(
    ([, ofService]) => !internal || ofService.has('front') || ofService.has('mid'),
  );
  let count = 0;
  for (const [name, ofService] of zones) {
    const view = context.views.get(name);
    if (!view || openPublishes(view).length === 0) continue;
    const apart = ([other, others]: readonly [string, ReadonlySet<Zone>]): boolean =>
      other !== name && ![...ofService].some((zone) => others.has(zone)) && !context.needs.has(other, name);
    if (goingOut.some(apart)) count++;
    if (count > 1) return true;
  }
  return false;
}

/** True for a service on the default network only because its file names none: it loses no alias, address or priority. */
function isPlain({ attachments: [only] }: Service): boolean {
  return only?.membership === 'implicit-default';
}

/** Returns the needs between namespaces of the network, each pair once. */
function statedPairs({ needs, reach }: RuleContext): readonly (readonly [string, string])[] {
  const pairs = new Map<string, readonly [string, string]>();
  for (const need of needs.all) {
    const from = reach.facts.get(need.from)?.owner;
    const to = reach.facts.get(need.to)?.owner;
    if (from && to && from !== to) pairs.set(`${from}\n${to}`, [from, to]);
  }
  return [...pairs.values()];
}

function zoneOf({ tiers, needs }: RuleContext, from: string, to: string): Zone | null {
  const pair = [tiers.of(from), tiers.of(to)];
  if (pair.includes('data')) {
    if (!pair.includes('edge')) return 'back';
    const data = tiers.of(to) === 'data' ? to : from;
    return needs.to(data).some((need) => tiers.of(need.from) === 'app') ? null : 'back';
  }
  return pair.includes('edge') ? 'front' : 'mid';
}

function titleOf(used: ReadonlySet<Zone>, needs: number): string {
  const zones = zoneOrder.filter((zone) => used.has(zone));
  return `Split into ${nameList(zones)} by the ${needs === 1 ? 'need' : `${needs} needs`} that the file states`;
}

function operationsFor(
  context: RuleContext,
  zones: ReadonlyMap<string, ReadonlySet<Zone>>,
  used: ReadonlySet<Zone>,
): readonly Operation[] {
  const operations: Operation[] = [];
  const names = new Map(zoneOrder.map((zone) => [zone, freeName(zone, context.topology.networks)]));
  for (const zone of zoneOrder.filter((zone) => used.has(zone))) {
    // O10: ports that a datastore publishes have no effect on an internal network.
    const internal = zone === 'back' && !needsWayOutBehind(context, zones);
    const name = names.get(zone) ?? zone;
    operations.push({ type: 'add-network', network: name, internal });
    operations.push(...sameOptions(context.topology, 'default', name));
  }
  for (const [service, ofService] of zones) {
    const networks = zoneOrder.filter((zone) => ofService.has(zone)).map((zone) => names.get(zone) ?? zone);
    operations.push({ type: 'mode', service, mode: { kind: 'networks', networks } });
  }
  return operations;
}

/** True when a service only on the back network publishes a port, or is tagged as needing a way out. */
function needsWayOutBehind(
  { topology }: RuleContext,
  zones: ReadonlyMap<string, ReadonlySet<Zone>>,
): boolean {
  for (const [name, ofService] of zones) {
    const service = topology.services.get(name);
    if (
      ofService.size === 1 &&
      ofService.has('back') &&
      service &&
      (service.ports.length > 0 || service.tags.external)
    ) {
      return true;
    }
  }
  return false;
}
