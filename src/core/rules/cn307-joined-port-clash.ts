// CN307. Owns: two members of one network namespace that listen on one port.

import type { Service } from '../compose/topology.ts';
import type { Report, Rule } from '../findings/finding.ts';
import { catalogueEntry } from '../images/catalogue.ts';

export const rule: Rule = {
  id: 'CN307',
  slug: 'joined-port-clash',
  title: 'Two members of one namespace listen on the same port',
  why: 'Services that share a namespace share its ports: the second one to listen fails with "address already in use", although the containers are separate.',
  severity: 'error',
  source: 'C1 (measured)',
  *check({ checked, views }) {
    const joined = [...checked.values()].filter(
      ({ facts }) => facts.isolation === 'joined' && facts.owner !== null,
    );
    if (joined.length === 0) return;
    const groups = new Map<string, Service[]>();
    for (const { service, owner } of joined) {
      if (!owner) continue;
      const group = groups.get(owner.name) ?? (views.has(owner.name) ? [owner] : []);
      groups.set(owner.name, group);
      group.push(service);
    }
    for (const [owner, members] of groups) yield* clashes(owner, members);
  },
};

function* clashes(owner: string, members: readonly Service[]): Iterable<Report> {
  const takenBy = new Map<string, string>();
  for (const service of members) {
    for (const { port, certain } of ownPorts(service)) {
      const holder = takenBy.get(port);
      if (holder === undefined) takenBy.set(port, service.name);
      else if (holder !== service.name) {
        yield {
          severity: certain ? 'error' : 'warning',
          certainty: certain ? 'certain' : 'inferred',
          subjects: [service.name, holder],
          message: `${service.name} and ${holder} share the namespace of ${owner}, and both listen on ${port}: only one of them can.`,
          at: ['services', service.name, 'network_mode'],
          evidence: [owner, port, holder],
        };
      }
    }
  }
}

/**
 * Returns the ports on which a service itself listens: those it exposes, else those its image is known for. The ports of a namespace owner
 * may belong to a service that joined it, which must not list them (A9): there the image decides, and `expose` only excludes ports.
 */
function ownPorts(service: Service): readonly { readonly port: string; readonly certain: boolean }[] {
  const stated = service.expose.map((port) => port.replace(/\/tcp$/, ''));
  const joined = service.mode.kind === 'service' || service.mode.kind === 'container';
  if (joined && stated.length > 0) return stated.map((port) => ({ port, certain: true }));
  const known = (catalogueEntry(service.image)?.ports ?? []).map(String);
  return known
    .filter((port) => stated.length === 0 || stated.includes(port))
    .map((port) => ({ port, certain: false }));
}
