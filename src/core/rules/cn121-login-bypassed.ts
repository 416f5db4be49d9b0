// CN121. Owns: ways to a service that go round the login before it.

import { nameList } from '../compose/name-list.ts';
import type { Fix, Report, WaysRule } from '../findings/finding.ts';
import { type Bypass, nameOf } from '../ways-in/ways/bypasses.ts';
import type { WaysFacts } from '../ways-in/ways/ways-facts.ts';
import { loopbackFixes, unpublishFixes } from './facts/publishes.ts';
import { addressesOf, pathOf } from './facts/ways-reports.ts';

export const cn121: WaysRule = {
  id: 'CN121',
  slug: 'login-bypassed',
  title: 'A login can be bypassed',
  why: 'A login protects a service only where every way to it passes that login. A published port, a second route or a neighbour on the network of the proxy reaches the same port without it.',
  severity: 'error',
  source: 'measured with Traefik 3.7, Caddy 2.11 and nginx 1.22; docs/ways-in.md',
  *checkWays(facts) {
    const near = new Map<string, Bypass[]>();
    const guarded = new Map<Bypass, string>();
    for (const service of facts.ways.ground.reach.services) {
      const bypasses = facts.bypasses(service);
      const outside = bypasses.filter(({ how, zone }) => isOpening(how) && zone !== 'host');
      if (outside.length > 0) yield fromOutside(facts, service, outside);
      for (const bypass of bypasses) {
        if (bypass.how !== 'neighbour' || strangers(facts, service, bypass).length === 0) continue;
        guarded.set(bypass, service);
        near.set(bypass.zone, [...(near.get(bypass.zone) ?? []), bypass]);
      }
    }
    for (const [zone, bypasses] of near) yield fromNeighbours(facts, zone, bypasses, guarded);
  },
};

function isOpening(how: Bypass['how']): boolean {
  return how === 'published' || how === 'route' || how === 'tunnel';
}

function fromOutside(facts: WaysFacts, service: string, bypasses: readonly Bypass[]): Report {
  const logins = new Set(bypasses.map(({ of }) => of));
  const [first] = bypasses;
  const names = addressesOf(
    facts
      .into(service)
      .filter(
        ({ answer, guards }) => answer === 'guarded' && guards.some((guard) => logins.has(nameOf(guard))),
      ),
  );
  const ways = nameList([...new Set(bypasses.map(shown))]);
  return {
    subjects: [service, ...[...logins].filter((one) => facts.ways.ground.topology.services.has(one))],
    message: `${service} asks for a login at ${names} (${nameList([...logins])}), and ${ways} ${bypasses.length === 1 ? 'leads' : 'lead'} to the same port without it.`,
    at: pathOf(facts, first?.said ?? null, service),
    fixes: closing(facts, service, bypasses),
    evidence: [...logins, ...bypasses.map(({ how, at }) => `${how} ${at}`)],
    parts: bypasses.map(({ of, how, at }) => ['CN121', service, of, how, at]),
  };
}

function shown({ how, at }: Bypass): string {
  if (how === 'published') return /:\d+$/.test(at) ? `port ${at.replace(/^.*:/, '')} of this machine` : at;
  return how === 'tunnel' ? `the tunnel at ${at}` : at;
}

/** Ports can be closed by an edit of the file; a route needs its login from a person. */
function closing({ ways: { ground } }: WaysFacts, name: string, bypasses: readonly Bypass[]): readonly Fix[] {
  if (!bypasses.every(({ how }) => how === 'published')) return [];
  const facts = ground.reach.facts.get(name);
  const service = ground.topology.services.get(facts?.owner ?? name);
  const published = facts?.published.filter(
    ({ service: by, reachableFrom, hostIp, hostPort }) =>
      by === service?.name &&
      reachableFrom === 'outside' &&
      bypasses.some(({ at }) => at === `${hostIp}:${hostPort}`),
  );
  if (!service || !published || published.length !== bypasses.length) return [];
  return [...unpublishFixes(service, published), ...loopbackFixes(service, published)];
}

/** Those that nothing says need the service, or are needed by it. */
function strangers(facts: WaysFacts, service: string, { who }: Bypass): readonly string[] {
  return who.filter((one) => !facts.needs(one, service) && !facts.needs(service, one));
}

function fromNeighbours(
  facts: WaysFacts,
  zone: string,
  bypasses: readonly Bypass[],
  guarded: ReadonlyMap<Bypass, string>,
): Report {
  const services = [...new Set(bypasses.flatMap((one) => guarded.get(one) ?? []))];
  const who = new Set(bypasses.flatMap((one) => strangers(facts, guarded.get(one) ?? '', one)));
  const logins = new Set(bypasses.map(({ of }) => of));
  const [first] = bypasses;
  const [service = ''] = services;
  return {
    severity: 'warning',
    subjects: [service, ...services.slice(1), `network:${zone}`],
    message: `On ${zone}, ${nameList([...who])} ${who.size === 1 ? 'reaches' : 'reach'} ${nameList(services)} without the login of ${nameList([...logins])}. Give the proxy a network of its own with each of them.`,
    at: pathOf(facts, first?.said ?? null, service),
    evidence: [zone, ...logins, ...services],
    parts: services.map((one) => ['CN121', zone, one]),
  };
}
