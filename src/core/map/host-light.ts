// Who reaches whom across stacks, seen from what a person points at: which other stacks are lit, and by which services.

import { hostName, splitHostName } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { hasBit } from '../reach/rows/bit-row.ts';
import type { TriRow } from '../reach/rows/tri-row.ts';
import type { HostTarget } from './host-view.ts';
import { type BandTies, bandLight, type MapLight } from './map-light.ts';

/** Returns the services that a target stands for, as `STACK/SERVICE`. */
export function targetServices({ joined, reach }: HostFacts, target: HostTarget): readonly string[] {
  switch (target.type) {
    case 'stack':
      return reach.services.filter((name) => splitHostName(name).stack === target.stack);
    case 'rail':
      return joined.networks.get(target.network)?.members ?? [];
    case 'station':
      return (joined.networks.get(target.network)?.members ?? []).filter(
        (name) => splitHostName(name).stack === target.stack,
      );
    case 'services':
      return target.names.filter((name) => reach.facts.has(name));
    case 'router':
    case 'forward':
      // A host has no router.
      return [];
  }
}

interface Draft {
  readonly callers: Set<string>;
  readonly overHost: Set<string>;
  readonly maybe: Set<string>;
  readonly called: Set<string>;
}

function tiesOf({ callers, overHost, maybe, called }: Draft): BandTies {
  return { callers: [...callers], overHost: [...overHost], maybe: [...maybe], called: [...called] };
}

/** Returns who reaches the target across stacks, and whom the target reaches. */
export function hostLight(host: HostFacts, target: HostTarget): MapLight {
  const { reach, joined } = host;
  const services = targetServices(host, target);
  const chosen = new Set(services);
  const own = new Set(services.map((name) => splitHostName(name).stack));
  if (target.type === 'stack' || target.type === 'station') own.add(target.stack);
  const indexes = reach.services.flatMap((name, index) => (chosen.has(name) ? [index] : []));
  const drafts = new Map<string, Draft>();
  const draftOf = (stack: string): Draft => {
    const known = drafts.get(stack);
    if (known) return known;
    const draft = {
      callers: new Set<string>(),
      overHost: new Set<string>(),
      maybe: new Set<string>(),
      called: new Set<string>(),
    };
    drafts.set(stack, draft);
    return draft;
  };
  for (const from of reach.services) {
    const { stack, service } = splitHostName(from);
    // Every stack on the line itself is in `own`, and is lit with it.
    if (own.has(stack)) continue;
    const direct = reach.row('direct', from);
    const ports = [reach.row('viaHost', from), reach.row('viaGateway', from)];
    const some = (rows: readonly TriRow[], part: keyof TriRow): boolean =>
      rows.some((row) => indexes.some((index) => hasBit(row[part], index)));
    if (some([direct], 'yes')) draftOf(stack).callers.add(service);
    else if (some(ports, 'yes')) {
      draftOf(stack).callers.add(service);
      draftOf(stack).overHost.add(service);
    } else if (some([direct, ...ports], 'maybe')) draftOf(stack).maybe.add(service);
  }
  for (const from of services) {
    const direct = reach.row('direct', from);
    for (const [index, to] of reach.services.entries()) {
      const { stack, service } = splitHostName(to);
      if (!own.has(stack) && hasBit(direct.yes, index)) draftOf(stack).called.add(service);
    }
  }
  const stacks = new Map([...drafts].map(([stack, draft]) => [stack, bandLight(tiesOf(draft))]));
  return { services: chosen, own, stacks, networks: carriersOf(target, services, joined) };
}

/** Returns the shared networks on which the target meets other stacks. */
function carriersOf(
  target: HostTarget,
  services: readonly string[],
  { networks }: HostFacts['joined'],
): ReadonlySet<string> {
  if (target.type === 'rail' || target.type === 'station') return new Set([target.network]);
  const carriers = new Set<string>();
  for (const { name, members, stacks } of networks.values()) {
    if (stacks.length > 1 && services.some((service) => members.includes(service))) carriers.add(name);
  }
  return carriers;
}

/** Returns the target for a service selected within an open stack. */
export function serviceTarget(stack: string, services: readonly string[]): HostTarget {
  return { type: 'services', names: services.map((service) => hostName(stack, service)) };
}
