// CN804. Owns: what members of a shared network reach of each other without need. Data on it is CN809.

import type { HostNetwork } from '../host.ts';
import type { HostContext, HostReport, HostRule } from '../host-rule.ts';
import {
  fewNames,
  isProxy,
  membersByStack,
  type NeededPair,
  neededPairs,
  networkPlace,
  sharedNetworks,
} from './facts/host-networks.ts';
import { splitFixes } from './fixes/split-shared-network.ts';

const proxy = (more = ''): string => `services:
  traefik:
    image: traefik:3
    networks: [proxy]
    ports: ["80:80"]${more}
networks:
  proxy:
    name: proxy
`;
const app = (name: string, more = ''): string => `services:
  ${name}:
    image: example/${name}:1
    networks: [default, proxy]
    labels:
      traefik.http.routers.${name}.rule: Host(\`${name}.example\`)${more}
  db:
    image: postgres:16
networks:
  proxy:
    external: true
`;

export const sharedNetworkFlat: HostRule = {
  id: 'CN804',
  slug: 'shared-network-flat',
  title: 'Members of a shared network reach each other without need',
  why: 'Apps are put on the network of the proxy so that the proxy reaches them. There they reach every port of each other as well: admin pages, metrics and databases of all stacks, from the one that is taken over first.',
  severity: 'warning',
  source: 'C2, N1 (measured across stacks)',
  examples: {
    invalid: [
      {
        'traefik/compose.yaml': proxy(),
        'blog/compose.yaml': app('ghost'),
        'wiki/compose.yaml': app('wikijs'),
      },
      {
        'traefik/compose.yaml': proxy(),
        'blog/compose.yaml': app('ghost', '\n      traefik.docker.network: proxy'),
        'wiki/compose.yaml': app('wikijs', '\n      traefik.docker.network: proxy'),
        'auth/compose.yaml': app('authelia').replace('[default, proxy]', '[proxy]'),
      },
      {
        'a/compose.yaml':
          'services:\n  one:\n    image: example/one:1\n    networks: [mesh]\nnetworks:\n  mesh:\n    name: mesh\n',
        'b/compose.yaml':
          'services:\n  two:\n    image: example/two:1\n    networks: [mesh]\nnetworks:\n  mesh:\n    external: true\n',
      },
    ],
    valid: [
      { 'traefik/compose.yaml': proxy(), 'blog/compose.yaml': app('ghost') },
      {
        'traefik/compose.yaml': proxy(),
        'blog/compose.yaml': app('ghost'),
        'wiki/compose.yaml': app('wikijs').replace(
          'labels:',
          'environment: { API_URL: "http://ghost:2368" }\n    labels:',
        ),
      },
      {
        'traefik/compose.yaml': proxy().replace(
          'name: proxy',
          'name: proxy\n    driver_opts: { com.docker.network.bridge.enable_icc: "false" }',
        ),
        'blog/compose.yaml': app('ghost'),
        'wiki/compose.yaml': app('wikijs'),
      },
    ],
  },
  *check(context) {
    const shared = sharedNetworks(context);
    if (shared.length === 0) return;
    const needed = neededPairs(context);
    for (const network of shared) {
      const report = reportOn(context, network, needed.get(network.name) ?? []);
      if (report) yield report;
    }
  },
};

function reportOn(
  context: HostContext,
  network: HostNetwork,
  needed: readonly NeededPair[],
): HostReport | null {
  const proxies = network.members.filter((member) => isProxy(context, member));
  const apart = new Set(proxies);
  const others = network.members.filter((member) => !apart.has(member));
  const stacks = membersByStack(context, others);
  const sample = sampleOf(stacks);
  // C4: where nothing passes between members, there is nothing to be reached.
  if (!sample || !context.reach.pair(...sample).networks.includes(network.name)) return null;
  const wanted = needed.filter(({ one, other }) => !apart.has(one) && !apart.has(other));
  const pairs = pairsAcross(others.length, stacks) - wanted.length;
  if (pairs <= 0) return null;
  const who = unneeded(context, others, wanted);
  const [first = '', second = ''] = stacks.keys();
  const stack = network.madeBy ?? network.stacks[0] ?? first;
  const only = proxies.length === 0 ? '' : `, not only ${fewNames(proxies)}`;
  const count = stacks.size === 2 ? `${first} and ${second}` : `${stacks.size} stacks`;
  return {
    stack,
    certainty: 'inferred',
    subjects: [`network:${network.name}`, ...who.slice(0, 50)],
    message: `On ${network.name}, ${fewNames(who)} of ${count} reach every port of each other${only}, although nothing here says that they need to: ${pairs} ${pairs === 1 ? 'pair' : 'pairs'}.`,
    at: networkPlace(context, stack, network),
    fixes: splitFixes(context, network, proxies, wanted),
    evidence: [network.name, ...who],
    parts: who.map((member) => ['CN804', network.name, member]),
  };
}

/** Two members of different stacks as a sample: on one network all are alike. */
function sampleOf(stacks: ReadonlyMap<string, readonly string[]>): readonly [string, string] | null {
  const [one, other] = stacks.values();
  const [a, b] = [one?.[0], other?.[0]];
  return a === undefined || b === undefined ? null : [a, b];
}

/** How many pairs of different stacks there are. */
function pairsAcross(count: number, stacks: ReadonlyMap<string, readonly string[]>): number {
  let pairs = (count * (count - 1)) / 2;
  for (const { length } of stacks.values()) pairs -= (length * (length - 1)) / 2;
  return pairs;
}

/** The members that neither need, nor are needed by, some member of another stack. */
function unneeded(
  context: HostContext,
  members: readonly string[],
  wanted: readonly NeededPair[],
): readonly string[] {
  const partners = new Map<string, number>();
  for (const name of wanted.flatMap(({ one, other }) => [one, other]))
    partners.set(name, (partners.get(name) ?? 0) + 1);
  const sizes = new Map<string, number>();
  for (const own of membersByStack(context, members).values())
    for (const one of own) sizes.set(one, own.length);
  return members.filter((member) => members.length - (sizes.get(member) ?? 0) > (partners.get(member) ?? 0));
}
