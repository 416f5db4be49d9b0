// Traefik routers that take each other's requests, and services with mixed servers.

import { nameList } from '../../compose/name-list.ts';
import type { Fault } from '../faults.ts';
import { groupBy } from '../group-by.ts';
import { type Meter, spend } from '../limits.ts';
import { atLine } from '../places.ts';
import { candidatesOf, type Route } from './candidates.ts';
import { declarerOf, distinct, hasLogin, remedy, requestsOf, type TraefikParts } from './fault-parts.ts';
import type { EntryPoint } from './static-config.ts';

/** Yields faults for routers of equal priority that take the same request, between which each start decides. */
export function* ties({ context, service, muxers }: TraefikParts): Generator<Fault> {
  for (const { entry, http } of muxers) {
    for (const [one, other] of pairsOf(context.meter, entry, http)) {
      if (one.router.service === other.router.service && hasLogin(one) === hasLogin(other)) continue;
      const opens = hasLogin(one) !== hasLogin(other);
      const open = hasLogin(one) ? other : one;
      const names = [one.router.name, other.router.name].sort();
      yield {
        kind: 'routes-tie',
        services: [
          declarerOf(one.router.declaredAt, service),
          declarerOf(other.router.declaredAt, service),
        ].filter(distinct),
        about: names.join(' '),
        text: `The routers ${names.join(' and ')} have the same priority and take the same requests, so each start of ${service.name} decides which of them answers.${opens ? ` ${open.router.name} has no login.` : ''}`,
        remediation: opens
          ? `Give ${open === one ? other.router.name : one.router.name} a higher priority${atLine((open === one ? other : one).router.declaredAt)}.`
          : `Give one of them a higher priority${atLine(other.router.declaredAt)}.`,
        opens,
        ...(opens ? raisePriority(http, open === one ? other : one) : {}),
        declaredAt: other.router.declaredAt,
      };
    }
  }
}

/** Returns the pairs of routes with equal priority of which both take a request of one, in order. */
function pairsOf(
  meter: Meter,
  entry: EntryPoint,
  http: readonly Route[],
): readonly (readonly [Route, Route])[] {
  const byRank = groupBy(http, ({ priority, isTls }) => `${priority} ${isTls}`);
  return [...byRank.values()].flatMap((routes) => {
    const found = new Map<number, readonly [Route, Route]>();
    const places = new Map(routes.map((route, index) => [route, index]));
    const { forHost } = candidatesOf(routes);
    for (const one of routes.length > 1 ? routes : []) {
      for (const request of requestsOf(one.rule, entry, one.isTls)) {
        if (one.rule.matches(request) !== true) continue;
        const rivals = forHost(request.host);
        spend(meter, 4 * rivals.length);
        for (const other of rivals) {
          if (other === one || other.rule.matches(request) !== true) continue;
          const [low = 0, high = 0] = [places.get(one) ?? 0, places.get(other) ?? 0].sort((a, b) => a - b);
          const [first, second] = [routes[low], routes[high]];
          if (first && second) found.set(low * routes.length + high, [first, second]);
        }
      }
    }
    return [...found].sort(([a], [b]) => a - b).map(([, pair]) => pair);
  });
}

/** Returns the remedy that raises the router with the login one step above the other; none when a third router has that priority. */
function raisePriority(all: readonly Route[], { router, priority }: Route): Pick<Fault, 'remedies'> {
  const next = priority + 1;
  if (all.some((route) => route.priority === next)) return {};
  return remedy(router, 'priority', String(next), `Let ${router.name}, which asks for a login, come first`);
}

export function* merges({ service, dynamic, muxers }: TraefikParts): Generator<Fault> {
  const routes = muxers.flatMap(({ http, tcp }) => [...http, ...tcp]);
  const byService = groupBy(routes, ({ router }) => router.service);
  for (const { name, containers, declaredAt } of dynamic.merges) {
    const using = byService.get(name) ?? [];
    const routers = new Set(using.map(({ router }) => router.name));
    // A single router for both shares the load, which is intended.
    if (routers.size < 2) continue;
    const opens = using.some(hasLogin) && !using.every(hasLogin);
    const plain = name.replace(/@docker$/, '');
    yield {
      kind: 'names-merge',
      services: [...containers].filter(distinct),
      about: name,
      text: `${nameList([...containers].filter(distinct))} both call their service ${plain}, so ${service.name} sends the requests of ${nameList([...routers])} to each of them in turn.${opens ? ' One of these routers has no login.' : ''}`,
      remediation: `Give the service of one of them another name${atLine(declaredAt)}.`,
      opens,
      declaredAt,
    };
  }
}

/** Yields faults for TCP routers that take every server name on a shared entry point. */
export function* catchAll({ service, muxers }: TraefikParts): Generator<Fault> {
  for (const { entry, http, tcp } of muxers) {
    for (const { router, isTls } of tcp) {
      if (isTls || router.entryPoints !== null || !/HostSNI\(\s*[`"]\*[`"]\s*\)/i.test(router.rule)) continue;
      const shadowed = http.filter((route) => !route.isTls && route.router.provider !== 'internal');
      if (shadowed.length === 0) continue;
      yield {
        kind: 'every-host',
        services: [declarerOf(router.declaredAt, service), service.name].filter(distinct),
        about: router.name,
        text: `The TCP router ${router.name} takes every connection of the entry point ${entry.name} before HTTP is looked at, so its routers of HTTP (${nameList(shadowed.map((one) => one.router.name))}) and their logins are never asked.`,
        remediation: `Give it an entry point of its own${atLine(router.declaredAt)}.`,
        opens: shadowed.some(hasLogin),
        declaredAt: router.declaredAt,
      };
    }
  }
}
