// The smallest change after which a service leaves to some names alone: an internal network with a proxy, the list of that proxy, and the
// variables that name it (LV1 to LV14).

import { freeName } from '../compose/free-name.ts';
import { nameList } from '../compose/name-list.ts';
import type { Operation } from '../compose/operations/operation.ts';
import { withoutHost } from '../intents/check-sandbox.ts';
import { isOutsideName } from '../intents/read-intents.ts';
import type { Analysis } from '../rules/analyze.ts';

/** A program that can hold a list of names. */
export type ListProgram = 'squid' | 'caddy';

/** A change that lets a service out to some names alone. */
export interface OnlyNames {
  readonly operations: readonly Operation[];
  /** The files that are made beside the compose file, by their paths from its folder. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** What it does, a sentence each. */
  readonly lines: readonly string[];
  /** The reasons why it cannot be made; it is empty then. */
  readonly objections: readonly string[];
}

/** Returns the change after which a service reaches the names and nothing else outside. */
export function onlyNames(
  { topology, reach, needs }: Analysis,
  service: string,
  names: readonly string[],
  program: ListProgram,
): OnlyNames {
  const refused = (...objections: readonly string[]): OnlyNames => ({
    operations: [],
    files: [],
    lines: [],
    objections,
  });
  const own = topology.services.get(service);
  const facts = reach.facts.get(service);
  if (!own || !facts) return refused(`there is no service ${service}`);
  const wrong = names.filter((name) => !isOutsideName(name));
  if (names.length === 0 || wrong.length > 0)
    return refused(
      `${wrong.length === 0 ? 'no name is given' : `${nameList(wrong)} ${wrong.length === 1 ? 'is no name' : 'are no names'} of the outside`}: write names such as api.github.com or *.example.org`,
    );
  if (program === 'caddy')
    return refused(
      'Caddy without further modules does not speak CONNECT, so that a list of it lets out no HTTPS by name; take squid',
    );
  if (own.mode.kind !== 'networks' || facts.owner !== service)
    return refused(`${service} has no networks of its own, so that nothing here can limit it`);
  const proxy = freeName(`${service}-proxy`, topology.services);
  const cell = freeName(`${service}-cell`, topology.networks);
  const out = freeName(`${service}-out`, topology.networks);
  const leaving = facts.networks.filter((key) => topology.networks.get(key)?.internal !== true);
  const peers = reach.services.filter(
    (other) =>
      other !== service &&
      (needs.has(service, other) || needs.has(other, service)) &&
      leaving.some((key) => reach.facts.get(other)?.networks.includes(key)),
  );
  const meeting = peers.length === 0 ? null : freeName(`${service}-peers`, topology.networks);
  const path = `${proxy}.squid.conf`;
  const url = `http://${proxy}:3128`;
  const exempt = ['localhost', '127.0.0.1', ...peers].join(',');
  const variables = [
    ...['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].map((key) => [key, url] as const),
    ...(peers.length === 0 ? [] : [['NO_PROXY', exempt] as const, ['no_proxy', exempt] as const]),
  ];
  const operations: readonly Operation[] = [
    { type: 'add-network', network: out, internal: false },
    { type: 'add-network', network: cell, internal: true },
    ...withoutHost(reach, cell),
    ...(meeting === null ? [] : [...meetingOf(meeting, [service, ...peers]), ...withoutHost(reach, meeting)]),
    {
      type: 'add-service',
      service: proxy,
      image: 'ubuntu/squid:latest',
      body: { volumes: [`./${path}:/etc/squid/squid.conf:ro`], networks: [cell, out] },
    },
    { type: 'attach', service, network: cell },
    ...leaving.map((network): Operation => ({ type: 'detach', service, network, last: null })),
    ...variables.map(([key, value]): Operation => ({ type: 'env', service, key, value })),
    { type: 'intent', kind: 'only-names', text: `${service} -> ${names.join(', ')}` },
  ];
  return {
    operations,
    files: [{ path, text: squidConfig(service, names) }],
    lines: [
      `${service} leaves through ${proxy} alone: ${names.join(', ')} on 80 and 443`,
      ...(meeting === null
        ? []
        : [`${service} keeps ${nameList(peers)} on ${meeting}, which has no way out`]),
      ...(own.ports.length === 0
        ? []
        : [`the published ports of ${service} no longer answer, since its networks are internal`]),
      'programs that do not obey the variables get nothing: Node does not',
    ],
    objections: [],
  };
}

function meetingOf(network: string, services: readonly string[]): readonly Operation[] {
  return [
    { type: 'add-network', network, internal: true },
    ...services.map((service): Operation => ({ type: 'attach', service, network })),
  ];
}

/** The addresses that are not on the Internet. */
const inside =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 ::1 fc00::/7 fe80::/10';

/** Returns squid's configuration that lets out some names alone. */
function squidConfig(service: string, names: readonly string[]): string {
  const below = names.filter((name) => name.startsWith('*.')).map((name) => name.slice(2).toLowerCase());
  const covered = (name: string): boolean => below.some((domain) => name.endsWith(`.${domain}`));
  const plain = names.filter((name) => !name.startsWith('*.')).map((name) => name.toLowerCase());
  // `.example.org` holds example.org as well, so that it is denied first where nobody asked for it.
  const apart = below.filter((domain) => !plain.includes(domain) && !covered(domain));
  const domains = below.filter((domain) => !covered(domain)).map((domain) => `.${domain}`);
  const alone = plain.filter((name) => !covered(name) && !below.includes(name));
  return [
    `# The names that ${service} may leave to; the intent only-names of the compose file says the same, and bulkhead check holds the two together.`,
    'http_port 3128',
    'acl web port 80 443',
    'acl tls port 443',
    `acl names dstdomain -n ${[...new Set([...alone, ...domains])].join(' ')}`,
    ...(apart.length === 0 ? [] : [`acl apart dstdomain -n ${apart.join(' ')}`]),
    `acl inside dst ${inside}`,
    'http_access deny !web',
    'http_access deny CONNECT !tls',
    ...(apart.length === 0 ? [] : ['http_access deny apart']),
    'http_access deny !names',
    'http_access deny inside',
    'http_access allow names',
    'http_access deny all',
    'cache deny all',
    '',
  ].join('\n');
}
