// CN121. Owns: ways to a service that bypass its login.

import { nameList } from '../compose/name-list.ts';
import type { Report, Rule } from '../findings/finding.ts';
import { type Bypass, isNamedLogin, loginBefore, nameOf, openBypasses } from '../ways-in/ways/bypasses.ts';
import { bypassAt } from '../ways-in/ways/name-rows.ts';
import type { WaysFacts } from '../ways-in/ways/ways-facts.ts';
import { addressesOf, closePublished, declarer, pathOf } from './facts/ways-reports.ts';

export const rule: Rule = {
  id: 'CN121',
  slug: 'login-bypassed',
  title: 'A login can be bypassed',
  why: "A login protects a service only if every way to it passes that login. A published port, a second route or a neighbour on the proxy's network reaches the same port without it.",
  remediation:
    'Close the port or bind it to 127.0.0.1, give the second route the same login on the line that the finding names, or give the proxy a separate network with each service.',
  severity: 'error',
  source: 'measured with Traefik 3.7, Caddy 2.11 and nginx 1.22; docs/ways-in.md',
  *checkWays(facts) {
    const near = new Map<string, Guarded[]>();
    for (const service of facts.ways.context.reach.services) {
      const ways = facts.into(service);
      const logins = new Set(ways.flatMap((way) => loginBefore(way) ?? []));
      if (logins.size === 0) continue;
      const outside = openBypasses(ways).filter(({ zone, certain }) => certain && zone !== 'host');
      if (outside.length > 0) yield bypassReport(facts, service, outside);
      const { reach } = facts.ways.context;
      const proxies = ways.filter((way) => loginBefore(way) !== null).flatMap(({ through }) => through);
      const theirs = new Set(proxies.flatMap((proxy) => reach.facts.get(proxy)?.networks ?? []));
      // The other networks of the service hold the services that it works with.
      for (const zone of reach.facts.get(service)?.networks ?? []) {
        if (!theirs.has(zone)) continue;
        const list = near.get(zone);
        if (list) list.push({ service, logins });
        else near.set(zone, [{ service, logins }]);
      }
    }
    for (const [zone, guarded] of near) {
      const report = neighbourReport(facts, zone, guarded);
      if (report) yield report;
    }
  },
};

interface Guarded {
  readonly service: string;
  readonly logins: ReadonlySet<string>;
}

function bypassReport(facts: WaysFacts, service: string, bypasses: readonly Bypass[]): Report {
  const logins = new Set(bypasses.map(({ of }) => of));
  const [first] = bypasses;
  const guardedAt = addressesOf(
    facts
      .into(service)
      .filter(
        ({ answer, guards }) => answer === 'guarded' && guards.some((guard) => logins.has(nameOf(guard))),
      ),
  );
  const names = [...new Set(bypasses.map(bypassAt))];
  const ways = names.length === 2 ? names.join(' and ') : nameList(names);
  // The login of a route has to come from a person.
  const fixes = bypasses.every(({ how }) => how === 'published')
    ? closePublished(facts, service, new Set(bypasses.map(({ at }) => at)))
    : [];
  return {
    subjects: [service, ...[...logins].filter((one) => facts.ways.context.topology.services.has(one))],
    message: `${service} asks for a login at ${guardedAt} (${nameList([...logins])}), but ${ways} ${names.length === 1 ? 'leads' : 'lead'} to the same port without it.${fixes.length > 0 ? '' : ` ${remediationOf(bypasses)}`}`,
    at: pathOf(facts, first?.declaredAt ?? null, service),
    fixes,
    evidence: [...logins, ...bypasses.map(({ how, at }) => `${how} ${at}`)],
    parts: bypasses.map(({ of, how, at }) => ['CN121', service, of, how, at]),
  };
}

/** Returns the logins by name, as `the login of authelia`; the proxy's own login has no name. */
function loginsOf(logins: ReadonlySet<string>, services: number): string {
  const named = [...logins].filter(isNamedLogin);
  if (named.length < logins.size) return services === 1 ? 'its login' : 'their logins';
  return `the login of ${nameList(named)}`;
}

/** Returns the remediation, one sentence for each kind of bypass. */
function remediationOf(bypasses: readonly Bypass[]): string {
  const of = (wanted: Bypass['how']) =>
    nameList([
      ...new Set(
        bypasses
          .filter(({ how }) => how === wanted)
          .map((bypass) => bypassAt(bypass) + declarer(bypass.declaredAt)),
      ),
    ]);
  const [routes, tunnels, ports] = [of('route'), of('tunnel'), of('published')];
  return [
    routes === '' ? '' : `Give ${routes} the same login.`,
    tunnels === '' ? '' : `Point ${tunnels} at the proxy.`,
    ports === '' ? '' : `Close ${ports}, or bind it to 127.0.0.1.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** Returns the members of a network that reach guarded services without a need in either direction. */
function neighbourReport(facts: WaysFacts, zone: string, guarded: readonly Guarded[]): Report | null {
  const { context, programs, tunnels } = facts.ways;
  const { reach } = context;
  const passing = new Set([...programs, ...tunnels].map(({ service }) => service));
  for (const { logins } of guarded) for (const login of logins) passing.add(login);
  const who: string[] = [];
  const reached = new Set<string>();
  const pairs: (readonly [string, string])[] = [];
  for (const name of reach.services) {
    if (passing.has(name) || !reach.facts.get(name)?.networks.includes(zone)) continue;
    const owner = reach.facts.get(name)?.owner;
    const strange = ({ service }: Guarded): boolean =>
      service !== name &&
      owner !== reach.facts.get(service)?.owner &&
      reach.direct(name, service) === true &&
      !facts.needs(name, service) &&
      !facts.needs(service, name);
    // One way is enough to name the neighbour; the first neighbour represents all of them.
    const first = guarded.find(strange);
    if (!first) continue;
    const met = who.length < 2 ? guarded.filter(strange) : [first];
    if (who.length < 2) for (const { service } of met) reached.add(service);
    pairs.push(...met.map(({ service }) => [name, service] as const));
    who.push(name);
  }
  const [first] = who;
  if (first === undefined) return null;
  const services = guarded.map(({ service }) => service).filter((service) => reached.has(service));
  const logins = new Set(guarded.flatMap((one) => (reached.has(one.service) ? [...one.logins] : [])));
  const [service = ''] = services;
  return {
    severity: 'warning',
    subjects: [service, ...services.slice(1), `network:${zone}`],
    message: `On ${zone}, ${nameList(who)} ${who.length === 1 ? 'reaches' : 'reach'} ${nameList(services)} without ${loginsOf(logins, services.length)}. Give the proxy a separate network with each of them.`,
    at: ['services', service, 'networks'],
    evidence: [zone, ...logins, ...services],
    // A login that an edit adds to a service changes nothing for its neighbours.
    restOf: { kind: 'reach', pairs, enough: 'all' },
    parts: services.map((one) => ['CN121', zone, one]),
  };
}
