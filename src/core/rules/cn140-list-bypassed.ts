// CN140. Owns: ways to a service that bypass its list of addresses. Ways that bypass a login are CN121.

import { nameList } from '../compose/name-list.ts';
import type { Report, Rule } from '../findings/finding.ts';
import { isWorldPort } from '../images/port-meaning.ts';
import type { WaysFacts } from '../ways-in/ways/ways-facts.ts';
import type { WayInto } from '../ways-in/ways/ways-into.ts';
import { addressesOf, closePublished, declarer, pathOf } from './facts/ways-reports.ts';

export const rule: Rule = {
  id: 'CN140',
  slug: 'list-bypassed',
  title: 'A list of addresses can be bypassed',
  why: 'A list of addresses filters only the requests that pass through the proxy that holds it. A published port, another port of the same container or a second route leads to the same program, and the list does not apply there.',
  remediation:
    'Close the port or bind it to 127.0.0.1, or give the second route the same list on the line that the finding names.',
  severity: 'error',
  loweredTo: { homelab: 'warning' },
  source: 'measured with Traefik 3.7, Caddy 2.11 and nginx 1.22; docs/ways-in.md',
  *checkWays(facts) {
    for (const service of facts.ways.context.reach.services) {
      const ways = facts.into(service);
      const listed = ways.filter(isListed);
      if (listed.length === 0) continue;
      const open = ways.filter(
        (way) =>
          way.zone !== 'host' &&
          way.zone !== 'lan' &&
          (way.answer === 'open' || way.answer === 'varies') &&
          listed.some((guarded) => bypassesGuard(way, guarded)),
      );
      if (open.length > 0) yield reportOf(facts, service, listed, open);
    }
  },
};

/** True when only a list of addresses guards a way in. */
function isListed({ through, guards }: WayInto): boolean {
  return (
    through.length > 0 &&
    guards.some(
      ({ kind, by }) => kind === 'addresses' && !/(?:^|[\s,])(?:0\.0\.0\.0|::)\/0/.test(by ?? ''),
    ) &&
    !guards.some(({ kind }) => kind === 'login' || kind === 'certificate')
  );
}

/**
 * True when a way bypasses the guarded one: a published port of the same container, or the same path under another name or entry point. A
 * different path may be open on purpose.
 */
function bypassesGuard(way: WayInto, guarded: WayInto): boolean {
  if (way.through.length === 0) {
    if (way.protocol === 'udp') return false;
    // A port with a public purpose of its own, such as git over SSH or mail, is not the service behind the list.
    const hostPort = (way.entrance.published ?? '').replace(/^.*:/, '');
    return isSamePort(way, guarded) || !(isWorldPort({ hostPort, protocol: 'tcp' }) || way.port === 22);
  }
  const elsewhere = way.host !== guarded.host || way.entrance.name !== guarded.entrance.name;
  return elsewhere && isSamePort(way, guarded) && (way.path === guarded.path || way.path === '/');
}

function isSamePort(way: WayInto, guarded: WayInto): boolean {
  return way.port === null || guarded.port === null || way.port === guarded.port;
}

function reportOf(
  facts: WaysFacts,
  service: string,
  listed: readonly WayInto[],
  open: readonly WayInto[],
): Report {
  const published = open.filter(({ through }) => through.length === 0);
  const other = published.every((way) => !listed.some((guarded) => isSamePort(way, guarded)));
  const onlyOther = published.length === open.length && other;
  const bound = new Set(published.map(({ entrance }) => entrance.published ?? ''));
  const fixes = published.length === open.length ? closePublished(facts, service, bound) : [];
  const [first] = open;
  const names = [...new Set(open.map(nameOf))];
  const lists = [...new Set(listed.flatMap(({ guards }) => guards.flatMap(({ by }) => by ?? [])))];
  return {
    severity: onlyOther ? 'warning' : 'error',
    certainty: onlyOther ? 'inferred' : 'certain',
    subjects: [service],
    message: `${service} is limited at ${addressesOf(listed)} to a list of addresses (${nameList(lists)}), but ${nameList(names)} ${names.length === 1 ? 'leads' : 'lead'} to ${onlyOther ? 'another port of it' : 'it'} without that list.${fixes.length > 0 ? '' : ` Give ${names.length === 1 ? 'it' : 'them'} the same list${declarer(first?.declaredAt ?? null)}, or close ${names.length === 1 ? 'it' : 'them'}.`}`,
    at: pathOf(facts, first?.declaredAt ?? null, service),
    fixes,
    evidence: open.map((way) => `${way.through.length === 0 ? 'published' : 'route'} ${nameOf(way)}`),
    parts: open.map((way) => ['CN140', service, nameOf(way)]),
  };
}

/** Returns the name of a way in, as `port 8080 of this machine` or `wiki.example.org`. */
function nameOf({ through, entrance, host, path }: WayInto): string {
  if (through.length > 0)
    return host === '*' ? `any name on ${entrance.name}` : host + (path === '/' ? '' : path);
  const port = entrance.published?.replace(/^.*:/, '');
  return port === undefined ? 'the network of the host' : `port ${port} of this machine`;
}
