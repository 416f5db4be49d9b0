// `out-only-through` and `sealed`: they confine a container that nobody trusts. Each connection that they forbid is a breach, shown as a
// path, with the edit that closes it (docs/sandbox.md).

import { freeName } from '../compose/free-name.ts';
import { nameList } from '../compose/name-list.ts';
import type { Operation } from '../compose/operations/operation.ts';
import type { Topology, Tri } from '../compose/topology.ts';
import { explainReach } from '../explain/explain-reach.ts';
import type { Fix } from '../findings/finding.ts';
import type { Tiers } from '../needs/tiers.ts';
import type { Hop } from '../reach/document-paths.ts';
import { hopBetween, memberPath } from '../reach/document-paths.ts';
import { engineBehaviour } from '../reach/networks/engine-behaviour.ts';
import { hostPlace, outsidePlace } from '../reach/places.ts';
import type { Reach } from '../reach/reach-model.ts';
import { both, either } from '../reach/rows/tri.ts';
import { sendsTo } from './check-way-out.ts';
import {
  type Breach,
  intentText,
  membersOf,
  type OutOnlyThroughIntent,
  type SealedIntent,
} from './intent.ts';

/** A forbidden connection that exists or may exist. */
interface ForbiddenConnection {
  readonly open: Exclude<Tri, false>;
  readonly hop: Hop;
  /** The target of the connection, in words. */
  readonly target: string;
}

/** The number of connections that become hops of a path; the others are counted. */
const maxShown = 5;

/** Returns one breach for each service that gets out, or may get out, by any other way. */
export function checkOutOnlyThrough(
  topology: Topology,
  reach: Reach,
  tiers: Tiers,
  intent: OutOnlyThroughIntent,
): readonly Breach[] {
  const through = new Set(membersOf(reach, tiers, intent.through).keys());
  const breaches: Breach[] = [];
  for (const [name, guess] of membersOf(reach, tiers, intent.from)) {
    if (through.has(name)) continue;
    const ways = [
      ...connectionsToPlaces(topology, reach, name),
      ...connectionsToExits(topology, reach, name, through),
      ...resolverQueries(topology, reach, name),
    ];
    if (ways.length === 0) continue;
    const closing = outOnlyFixes(topology, reach, name, through, ways);
    breaches.push(breachOf(intent, name, guess, ways, closing));
  }
  return breaches;
}

/** Returns one breach for each service that reaches something or is reached. */
export function checkSealed(
  topology: Topology,
  reach: Reach,
  tiers: Tiers,
  intent: SealedIntent,
): readonly Breach[] {
  const breaches: Breach[] = [];
  for (const [name, guess] of membersOf(reach, tiers, intent.subjects)) {
    const facts = reach.facts.get(name);
    if (!facts) continue;
    const ways = [...connectionsToPlaces(topology, reach, name), ...resolverQueries(topology, reach, name)];
    const at = memberPath(topology, reach, name, null);
    add(ways, facts.fromHost, { from: hostPlace, to: name, network: null, at }, 'the host reaches it');
    const entry = { from: outsidePlace, to: name, network: null, at };
    add(ways, facts.fromOutside, entry, 'the outside reaches it');
    for (const other of reach.services) {
      if (other === name) continue;
      const reaches = reach.reaches(name, other);
      const reached = reach.reaches(other, name);
      if (reaches !== false)
        add(ways, reaches, hopBetween(topology, reach, name, other), `it reaches ${other}`);
      if (reached !== false)
        add(ways, reached, hopBetween(topology, reach, other, name), `${other} reaches it`);
    }
    if (ways.length === 0) continue;
    const operations: readonly Operation[] = [{ type: 'mode', service: name, mode: { kind: 'none' } }];
    const closing =
      facts.owner === name ? [{ title: `Give ${name} no network`, safe: false, operations }] : [];
    breaches.push(breachOf(intent, name, guess, ways, closing));
  }
  return breaches;
}

function add(ways: ForbiddenConnection[], open: Tri, hop: Hop, words: string): void {
  if (open !== false) ways.push({ open, hop, target: words });
}

/** H2: returns the connections to places; an internal network still contains the host. */
function connectionsToPlaces(topology: Topology, reach: Reach, name: string): ForbiddenConnection[] {
  const ways: ForbiddenConnection[] = [];
  const facts = reach.facts.get(name);
  const network = facts?.gateway ?? facts?.networks[0] ?? null;
  const hop = (to: string): Hop => ({
    from: name,
    to,
    network,
    at: memberPath(topology, reach, name, network),
  });
  const why = (to: string): string => explainReach(topology, reach, name, to).summary;
  add(ways, sendsTo(topology, reach, name, outsidePlace), hop(outsidePlace), why(outsidePlace));
  add(ways, facts?.toHost ?? 'unknown', hop(hostPlace), why(hostPlace));
  return ways;
}

/** Returns the connections to services with a way out, and to every port published on the host. */
function connectionsToExits(
  topology: Topology,
  reach: Reach,
  name: string,
  through: ReadonlySet<string>,
): readonly ForbiddenConnection[] {
  const ways: ForbiddenConnection[] = [];
  const owner = reach.facts.get(name)?.owner;
  for (const other of reach.services) {
    if (other === name || through.has(other) || reach.facts.get(other)?.owner === owner) continue;
    const published = either(reach.viaHost(name, other), reach.viaGateway(name, other));
    if (published !== false) {
      add(
        ways,
        published,
        hopBetween(topology, reach, name, other),
        `it reaches the published port of ${other}`,
      );
      continue;
    }
    const direct = reach.direct(name, other);
    const open = direct === false ? false : both(direct, sendsTo(topology, reach, other, outsidePlace));
    if (open !== false) {
      add(ways, open, hopBetween(topology, reach, name, other), `it reaches ${other}, which has a way out`);
    }
  }
  return ways;
}

/** E7: returns the queries that these Engines may send outside for names that no internal network knows. */
function resolverQueries(topology: Topology, reach: Reach, name: string): readonly ForbiddenConnection[] {
  if (!engineBehaviour(reach.options).asksOutsideForNames || reach.facts.get(name)?.isolation !== 'internal')
    return [];
  const hop = { from: name, to: outsidePlace, network: null, at: memberPath(topology, reach, name, null) };
  return [{ open: 'unknown', hop, target: `the resolver of this Engine may ask the outside for names (E7)` }];
}

function breachOf(
  intent: OutOnlyThroughIntent | SealedIntent,
  name: string,
  guess: boolean,
  ways: readonly ForbiddenConnection[],
  closing: readonly Fix[],
): Breach {
  const broken = ways.filter(({ open }) => open === true);
  const state = broken.length > 0 ? 'broken' : 'unknown';
  const list = broken.length > 0 ? broken : ways;
  const more = list.length > maxShown ? ` and ${list.length - maxShown} more` : '';
  const verdict = state === 'broken' ? 'does not hold' : 'cannot be decided';
  const others = list
    .slice(0, maxShown)
    .flatMap(({ hop }) => [hop.from, hop.to])
    .filter((caller) => caller !== name && !caller.startsWith('@'));
  return {
    state,
    certainty: guess ? 'inferred' : 'certain',
    subjects: [...new Set([name, ...others])],
    message: `${intentText(intent)} ${verdict} for ${name}: ${nameList(list.slice(0, maxShown).map(({ target }) => target))}${more}.`,
    at: intent.path,
    path: list.slice(0, maxShown).map(({ hop }) => hop),
    evidence: [intent.text, state, ...list.map(({ hop }) => `${hop.from} -> ${hop.to}`)],
    parts: [
      ['CN701', intent.text, name],
      ...list.map(({ hop }) => ['CN701', intent.text, hop.from, hop.to]),
      ...(state === 'broken' ? [['CN701', intent.text, name, state]] : []),
    ],
    unlisted: [],
    closing: state === 'broken' ? closing : [],
  };
}

const bridge = 'com.docker.network.bridge.';

/**
 * H4, E6: returns the operations that remove the host's address from an internal network: by its gateway mode since Engine 28, by the older
 * option before.
 */
export function withoutHost(reach: Reach, network: string): readonly Operation[] {
  const options: readonly (readonly [string, string])[] = engineBehaviour(reach.options).isolatesFromHost
    ? [
        ['gateway_mode_ipv4', 'isolated'],
        ['gateway_mode_ipv6', 'isolated'],
      ]
    : [['inhibit_ipv4', 'true']];
  return options.map(([key, value]) => ({ type: 'driver-opt', network, key: bridge + key, value }));
}

/** Returns the fixes of a sandbox: remove the host's address when only the host is left, else give the two a network of their own. */
function outOnlyFixes(
  topology: Topology,
  reach: Reach,
  name: string,
  through: ReadonlySet<string>,
  ways: readonly ForbiddenConnection[],
): readonly Fix[] {
  const facts = reach.facts.get(name);
  const service = topology.services.get(name);
  if (!facts || !service || facts.owner !== name || service.mode.kind !== 'networks') return [];
  if (facts.isolation === 'internal' && ways.every(({ hop }) => hop.to === hostPlace)) {
    const operations = facts.networks.flatMap((network) => withoutHost(reach, network));
    return [{ title: `Take the host off ${nameList(facts.networks)}`, safe: false, operations }];
  }
  const [proxy, ...others] = [...through];
  if (proxy === undefined || others.length > 0) return [];
  if (topology.services.get(proxy)?.mode.kind !== 'networks') return [];
  const own = freeName(`${name}-only`, topology.networks);
  const operations: readonly Operation[] = [
    { type: 'add-network', network: own, internal: true },
    ...withoutHost(reach, own),
    { type: 'attach', service: proxy, network: own },
    { type: 'attach', service: name, network: own },
    ...facts.networks.map((network): Operation => ({ type: 'detach', service: name, network, last: null })),
  ];
  return [{ title: `Put ${name} and ${proxy} on a network of their own`, safe: false, operations }];
}
