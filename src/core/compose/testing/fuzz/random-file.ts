// For tests only: a whole random compose file: services, networks, anchors and merge keys, in one random hand.

import { alias, list, type MapNode, map, nothing, text, word, type YamlNode } from './node.ts';
import type { Random } from './random.ts';
import { randomNetworks, randomService, type Vocabulary } from './random-service.ts';
import { type Hand, writeMap } from './write-yaml.ts';

const SERVICES = [
  'web',
  'db',
  'api',
  'worker',
  'cache',
  '__proto__',
  'constructor',
  'a.b',
  'x-svc',
  'on',
  'A_b-1',
  '8080',
];
const NETWORKS = ['front', 'mid', 'back', 'side.net', 'web', '__proto__', 'no', 'N-1', '7'];

/** Returns a random file, which is usually valid; the parser decides. */
export function randomFile(random: Random): string {
  const words: Vocabulary = {
    services: random.sample(SERVICES, 1 + random.below(5)),
    networks: random.sample(NETWORKS, 1 + random.below(4)),
  };
  const top: (readonly [string, YamlNode])[] = [];
  const anchors = random.chance(35) ? sharedParts(random, words) : [];
  if (anchors.length > 0) top.push(...anchors.map(({ key, node }) => [key, node] as const));
  if (random.chance(40)) top.push(['name', text('shop')]);
  if (random.chance(15)) top.push(['version', text('3.8')]);
  const body: (readonly [string, YamlNode])[] = [
    ['services', map(shareSome(random, words, anchors))],
    ...(random.chance(88) ? [['networks', map(declared(random, words.networks))] as const] : []),
  ];
  if (random.chance(20)) body.push(['volumes', map([['data', nothing]])]);
  if (random.chance(10)) body.push(['x-tail', list([text('a'), map([['b', word('1')]])])]);
  // Anchors must stand above their aliases, so only files without any change the order.
  top.push(...(random.chance(25) && anchors.length === 0 ? [...body].reverse() : body));
  return finish(random, writeMap(randomHand(random), map(top), 0));
}

function randomHand(random: Random): Hand {
  const step = random.pick([2, 2, 2, 4, 4, 1, 3, 6, 8]);
  return {
    random,
    step,
    dash: random.pick([0, step, step, 2]),
    flow: random.pick([0, 8, 25, 60]),
    comments: random.pick([0, 6, 25]),
    blanks: random.pick([0, 4, 20]),
    quote: random.pick(['', '', '"', "'"]),
  };
}

interface SharedPart {
  readonly key: string;
  readonly node: YamlNode;
  readonly name: string;
  /** The content of the anchor: a whole service to merge, or the value of one key. */
  readonly of: 'service' | 'networks' | 'environment';
}

function sharedParts(random: Random, words: Vocabulary): readonly SharedPart[] {
  const base = map([
    ['restart', text('always')],
    ...(random.chance(50) ? [['cap_drop', list([text('ALL')])] as const] : []),
    ...(random.chance(50) ? [['networks', randomNetworks(random, words.networks)] as const] : []),
    ...(random.chance(30) ? [['environment', map([['TZ', text('UTC')]])] as const] : []),
  ]);
  const nets = randomNetworks(random, words.networks);
  const parts: SharedPart[] = [];
  if (random.chance(70))
    parts.push({ key: 'x-base', node: anchored(base, 'base'), name: 'base', of: 'service' });
  if (random.chance(50))
    parts.push({ key: 'x-nets', node: anchored(nets, 'nets'), name: 'nets', of: 'networks' });
  if (random.chance(40)) {
    const env = map([
      ['TZ', text('UTC')],
      ['LOG', text('info')],
    ]);
    parts.push({ key: 'x-env', node: anchored(env, 'env'), name: 'env', of: 'environment' });
  }
  return parts;
}

function anchored(node: YamlNode, anchor: string): YamlNode {
  return node.kind === 'map' || node.kind === 'list' ? { ...node, anchor } : node;
}

/** Returns the services, some with merge keys and aliases; the first may hold an anchor that later ones use. */
function shareSome(
  random: Random,
  words: Vocabulary,
  parts: readonly SharedPart[],
): (readonly [string, YamlNode])[] {
  const usable = parts.filter((part) => part.node.kind === 'map' || part.node.kind === 'list');
  const services: (readonly [string, YamlNode])[] = [];
  let held: string | null = null;
  for (const name of words.services) {
    let node: MapNode = randomService(random, name, words);
    for (const part of usable) if (random.chance(60)) node = share(random, node, part);
    if (held !== null && random.chance(50)) node = withoutKey(node, 'networks', alias(held));
    const networks = node.entries.find(([key]) => key === 'networks')?.[1];
    if (held === null && (networks?.kind === 'list' || networks?.kind === 'map') && random.chance(12)) {
      held = 'own';
      node = withoutKey(node, 'networks', anchored(networks, held));
    }
    services.push([name, node]);
  }
  return services;
}

function share(random: Random, node: MapNode, part: SharedPart): MapNode {
  if (part.of !== 'service') {
    const shared = alias(part.name);
    const merged = part.of === 'environment' && random.chance(50);
    return withoutKey(
      node,
      part.of,
      merged
        ? map([
            ['<<', shared],
            ['OWN', text('1')],
          ])
        : shared,
    );
  }
  const remainingEntries = node.entries.filter(([key]) => key !== 'networks' || random.chance(40));
  const at = random.chance(70) ? 0 : remainingEntries.length;
  return {
    ...node,
    entries: [...remainingEntries.slice(0, at), ['<<', alias(part.name)], ...remainingEntries.slice(at)],
  };
}

/** Returns the mapping with another value under a key; null when the service has its own network mode. */
function withoutKey(node: MapNode, key: string, value: YamlNode): MapNode {
  if (key === 'networks' && node.entries.some(([name]) => name === 'network_mode')) return node;
  const entries = node.entries.filter(([name]) => name !== key);
  return { ...node, entries: [...entries, [key, value]] };
}

function declared(random: Random, networks: readonly string[]): (readonly [string, YamlNode])[] {
  const names = networks.filter(() => random.chance(93));
  if (random.chance(10)) names.push('default');
  return names.map((name) => [name, randomNetwork(random)] as const);
}

function randomNetwork(random: Random): YamlNode {
  if (random.chance(40)) return random.chance(70) ? nothing : map([]);
  const options: (readonly [string, YamlNode])[] = [
    ['internal', word(random.pick(['true', 'false']))],
    ['driver', text('bridge')],
    ['driver_opts', map([['com.docker.network.bridge.enable_icc', text('false')]])],
    ['name', text('real-name')],
    ['enable_ipv6', word('true')],
    ['attachable', word('true')],
    ['labels', list([text('a=b')])],
    [
      'ipam',
      map([
        [
          'config',
          list([
            map([
              ['subnet', text('10.9.0.0/24')],
              ['gateway', text('10.9.0.1')],
            ]),
          ]),
        ],
      ]),
    ],
  ];
  if (random.chance(8)) return map([['external', word('true')]]);
  return map(random.sample(options, 1 + random.below(3)));
}

/** The possible beginnings of a file after a byte order mark: blank lines, comments, a document marker, directives. */
export const HEADS = [
  '# head\n\n',
  '# head\n',
  '\n',
  '\n\n\n',
  '\n# head\n',
  '  \n# head\n\n',
  '---\n',
  '\n---\n',
  '# head\n---\n\n# about the first key\n',
  '--- # begins\n',
  '%YAML 1.2\n---\n',
  '# head\n%TAG !e! tag:example.org,2026:\n---\n\n',
] as const;

function finish(random: Random, body: string): string {
  let written = (random.chance(25) ? random.pick(HEADS) : '') + body;
  if (random.chance(4)) written += '...\n';
  if (random.chance(12)) written = written.replace(/\n+$/, '');
  else if (random.chance(8)) written += '\n\n# the end\n';
  if (random.chance(20)) written = written.replaceAll('\n', '\r\n');
  return random.chance(6) ? `\ufeff${written}` : written;
}
