// What the model holds, as facts by key, and in the short words that some forms of an answer have: written once more, apart from every form.

import type { Tri } from '../../src/core/compose/topology.ts';
import { allFamilies, type Reach, type ServiceFacts } from '../../src/core/reach/reach-model.ts';

/** Facts of a form or of the model, by key; what a fact is called is the same in all of them. */
export type Said = ReadonlyMap<string, string>;

const families = { ipv4: ' (IPv4)', ipv6: ' (IPv6)' } as const;

/** Every fact of the model. */
export function modelFacts(reach: Reach): Said {
  const said = new Map<string, string>();
  for (const facts of reach.facts.values()) {
    for (const [key, value] of serviceFacts(facts)) said.set(`${facts.name} ${key}`, value);
    for (const family of allFamilies) {
      const { egress, toHost, fromHost, fromOutside } = reach.family(family).facts(facts.name);
      for (const [key, value] of Object.entries({ egress, toHost, fromHost, fromOutside }))
        said.set(`${facts.name} ${key}${families[family]}`, String(value));
    }
    for (const to of reach.services) if (to !== facts.name) pairFacts(said, reach, facts.name, to);
  }
  return said;
}

function serviceFacts(facts: ServiceFacts): readonly (readonly [string, string])[] {
  const { isolation, owner, networks, egress, egressNeedsRoute, toHost, fromHost, fromOutside } = facts;
  const { published, unreadPorts } = facts;
  return [
    ['isolation', isolation],
    ['owner', String(owner)],
    ['networks', networks.join(' ')],
    ...Object.entries({ egress, egressNeedsRoute, toHost, fromHost, fromOutside }).map(
      ([key, value]) => [key, String(value)] as const,
    ),
    ['way out', wayOut(egress, egressNeedsRoute)],
    ['ports', published.map(portText).sort().join(' ')],
    ['ports by family', published.map((port) => `${portText(port)} ${port.families}`).join(' ')],
    ['unread', unreadPorts.map(({ raw, reachableFrom }) => `${raw} ${reachableFrom}`).join(' ')],
  ];
}

/** A published port in one word, whatever its form. */
export function portText(port: {
  readonly hostIp: string;
  readonly hostPort: string;
  readonly containerPort: number;
  readonly protocol: string;
  readonly reachableFrom: string;
}): string {
  const { hostIp, hostPort, containerPort, protocol, reachableFrom } = port;
  return `${hostIp}:${hostPort || '*'}->${containerPort}/${protocol}(${reachableFrom})`;
}

/** A way out that needs a route counts where there is certainly none without. */
function wayOut(egress: Tri, needsRoute: Tri): string {
  if (egress === true) return 'yes';
  if (egress === 'unknown' || needsRoute === 'unknown') return '?';
  return needsRoute ? 'needs a route' : 'no';
}

function pairFacts(said: Map<string, string>, reach: Reach, from: string, to: string): void {
  const { direct, networks, resolves, viaHost, viaGateway } = reach.pair(from, to);
  const set = (key: string, value: string): unknown => said.set(`${from} -> ${to} ${key}`, value);
  set('direct', String(direct));
  set('viaHost', String(viaHost));
  set('viaGateway', String(viaGateway));
  set('resolves', String(resolves));
  set('networks', networks.join(' '));
  for (const family of allFamilies) {
    const own = reach.family(family);
    set(`direct${families[family]}`, String(own.direct(from, to)));
    set(`viaHost${families[family]}`, String(own.viaHost(from, to)));
    set(`viaGateway${families[family]}`, String(own.viaGateway(from, to)));
  }
  set('reaches', reaches([direct, viaHost, viaGateway]));
  set('kind', kind(direct, viaHost, viaGateway));
}

function reaches(ways: readonly Tri[]): string {
  if (ways.includes(true)) return 'true';
  return ways.includes('unknown') ? 'unknown' : 'false';
}

/** How it is reached first of all. */
export function kind(direct: Tri, viaHost: Tri, viaGateway: Tri): string {
  if (direct === true) return 'direct';
  if (viaHost === true) return 'host';
  if (viaGateway === true) return 'gateway';
  return [direct, viaHost, viaGateway].includes('unknown') ? 'unknown' : 'none';
}

/** What of a form differs from the model, and what it lacks of the facts that it is about. */
export function differences(form: string, said: Said, model: Said, about: RegExp): readonly string[] {
  const lines: string[] = [];
  for (const [key, value] of said) {
    if (!about.test(key)) lines.push(`${form} says ${key}, which it is not about`);
    else if (model.get(key) !== value) lines.push(`${form}: ${key} is ${value}, not ${model.get(key)}`);
  }
  for (const key of model.keys())
    if (about.test(key) && !said.has(key)) lines.push(`${form}: no word about ${key}`);
  return lines;
}
