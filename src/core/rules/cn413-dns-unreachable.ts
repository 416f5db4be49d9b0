// CN413. Owns: DNS servers in `dns:` that the service cannot reach. Names that it looks up are CN402 and CN403, an invalid address is
// CN608.

import ipaddr from 'ipaddr.js';
import { holdsAddress, rangeOf } from '../compose/bind-addresses.ts';
import { keyPlace } from '../compose/places.ts';
import type { Service } from '../compose/topology.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import type { ServiceView } from '../findings/service-view.ts';
import { answersAt, networkOfAddress } from '../needs/can-meet.ts';
import { isManaged, livesOnNetworks } from './facts/networks.ts';

export const rule: Rule = {
  id: 'CN413',
  slug: 'dns-unreachable',
  title: 'A dns: server that the service cannot reach',
  why: 'An address is reachable only on its own network. A service that has left that network, or that has no way out to an outside server, still starts, but then resolves only the names that Docker itself knows.',
  severity: 'warning',
  source: 'X1, E9 (measured)',
  reads: ['dns'],
  *check(context) {
    for (const view of context.checked.values()) {
      const { service } = view;
      if (service.dns.length === 0 || !view.owner || !livesOnNetworks(view.owner)) continue;
      for (const address of new Set(service.dns)) {
        const found = whyUnreachable(context, view, address);
        if (found === null) continue;
        yield {
          // With a second server, lookups are only slow.
          severity: service.dns.some((other) => other !== address) ? 'info' : 'warning',
          subjects: [service.name, ...(found.holder === null ? [] : [found.holder])],
          message: `${service.name} uses ${address} as its DNS server, but cannot reach it: ${found.why}.`,
          at: keyPlace(service, 'dns'),
          fixes: found.network === null ? [] : attachFixes(context, service, found.network),
          evidence: [service.name, address],
        };
      }
    }
  },
};

interface Unreachable {
  readonly why: string;
  /** The service at the address; null when none is known. */
  readonly holder: string | null;
  readonly network: string | null;
}

/** Returns why a DNS server is unreachable; null when it may answer. */
function whyUnreachable(context: RuleContext, view: ServiceView, address: string): Unreachable | null {
  const { topology, reach } = context;
  if (!ipaddr.isValid(address)) return null;
  const from = view.service.name;
  const holders = [...topology.services.keys()].filter(
    (name) => networkOfAddress(topology, name, address) !== null,
  );
  // Several services may have the address, each on a separate network; a service that is off may run later.
  if (holders.some((name) => name === from || !reach.facts.has(name))) return null;
  if (holders.some((name) => answersAt(reach, topology, from, name, address) !== false)) return null;
  const [holder] = holders;
  if (holder !== undefined) {
    const network = networkOfAddress(topology, holder, address) ?? '';
    const there = view.facts.networks.includes(network);
    const why = there
      ? `${network} blocks traffic from ${from} to ${holder}`
      : `that is ${holder} on ${network}, where ${from} is not`;
    return { why, holder, network: there ? null : network };
  }
  const shut = view.networks.length > 0 && view.networks.every(({ internal }) => internal === true);
  const isPublic = ipaddr.process(address).range() === 'unicast';
  if (!shut || !isPublic || view.facts.egress !== false || isInside(view, address)) return null;
  return { why: 'it has no way out, since all its networks are internal', holder: null, network: null };
}

/** True for an address inside one of the service's own networks, where anything may answer. */
function isInside({ networks }: ServiceView, address: string): boolean {
  return networks.some(({ subnets }) =>
    subnets.some(({ subnet }) => {
      const range = rangeOf(subnet);
      return range !== null && holdsAddress(range, address);
    }),
  );
}

function attachFixes({ topology }: RuleContext, { name, mode }: Service, network: string): readonly Fix[] {
  if (mode.kind !== 'networks' || !isManaged(topology.networks.get(network))) return [];
  const operation = { type: 'attach', service: name, network } as const;
  return [{ title: `Attach ${name} to ${network}`, safe: false, operations: [operation] }];
}
