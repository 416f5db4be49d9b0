// For tests only: one random service, in any of the forms that Compose takes.

import { list, type MapNode, map, nothing, text, word, type YamlNode } from './node.ts';
import type { Random } from './random.ts';

/** The names that a file may use, and the anchors above its services. */
export interface Vocabulary {
  readonly services: readonly string[];
  readonly networks: readonly string[];
}

const IMAGES = [
  'nginx:1.27',
  'postgres',
  'r.example.com:5000/team/app@sha256:0a1b',
  '${IMAGE:-redis}:7',
  'ghcr.io/a/b',
] as const;
const SHORT_PORTS = [
  '8080:80',
  '127.0.0.1:9090:90',
  '53:53/udp',
  '53:53',
  '443:443/tcp',
  '[::1]:8081:81',
  '3000-3002:3000-3002',
  '7000-7009:70',
  '80',
  '22:22',
  '${PORT:-8088}:88',
  '${HOST_IP}:82:82',
  '::1:83:83',
  '0.0.0.0::84',
  '9000-9001',
] as const;
const VARIABLES = [
  ['A', 'b'],
  ['URL', 'http://web:8080/x'],
  ['DB_HOST', 'db'],
  ['EMPTY', ''],
  ['YES', 'yes'],
  ['PIN', '0444'],
  ['SECRET', "it's: #1"],
  ['REF', '${A:-x}'],
  ['UNICODE', 'ünïcode'],
  ['a.b', '1'],
  ['MULTI', 'a  b'],
  ['constructor', 'c'],
] as const;

/** Returns a random service without anchors. */
export function randomService(random: Random, name: string, words: Vocabulary): MapNode {
  const entries: (readonly [string, YamlNode])[] = [['image', text(random.pick(IMAGES))]];
  const maybe = (percent: number, key: string, node: () => YamlNode): void => {
    if (random.chance(percent)) entries.push([key, node()]);
  };
  const others = words.services.filter((service) => service !== name);
  const other = random.some(others);
  if (random.chance(12)) entries.push(['network_mode', text(randomMode(random, other))]);
  else maybe(75, 'networks', () => randomNetworks(random, words.networks));
  maybe(55, 'ports', () =>
    list(random.sample(SHORT_PORTS, 1 + random.below(3)).map((port) => randomPort(random, port))),
  );
  maybe(50, 'environment', () => keyed(random, random.sample(VARIABLES, 1 + random.below(4)), '='));
  if (other !== undefined) {
    maybe(25, 'depends_on', () => randomDependencies(random, random.sample(others, 2)));
    maybe(12, 'links', () => list([text(random.chance(50) ? other : `${other}:store`)]));
    maybe(6, 'volumes_from', () => list([text(random.chance(50) ? other : `${other}:ro`)]));
    maybe(5, 'pid', () => text(`service:${other}`));
    maybe(5, 'ipc', () => text(random.chance(50) ? `service:${other}` : 'shareable'));
    maybe(5, 'extends', () => (random.chance(50) ? text(other) : map([['service', text(other)]])));
  }
  maybe(20, 'cap_drop', () => list([text(random.pick(['ALL', 'all', 'CAP_CHOWN']))]));
  maybe(15, 'cap_add', () => list(random.sample(['NET_ADMIN', 'SYS_TIME', 'chown'], 2).map(text)));
  maybe(15, 'user', () => (random.chance(40) ? word('1000') : text('1000:1000')));
  maybe(20, 'command', () =>
    random.chance(50) ? text('sh -c "echo $$A; exit 0"') : list([text('run'), text('--host=db')]),
  );
  maybe(8, 'entrypoint', () => list([text('/bin/sh'), text('-c')]));
  maybe(20, 'volumes', () =>
    list(random.chance(50) ? [text('data:/var/lib/data'), text('./a:/a:ro')] : [randomMount()]),
  );
  maybe(10, 'labels', () =>
    keyed(
      random,
      [
        ['team', 'a'],
        ['traefik.enable', 'true'],
        ['note', 'x: y'],
      ],
      '=',
    ),
  );
  maybe(8, 'sysctls', () => keyed(random, [['net.core.somaxconn', '1024']], '='));
  maybe(8, 'extra_hosts', () =>
    keyed(
      random,
      [
        ['host.docker.internal', 'host-gateway'],
        ['a', '10.0.0.1'],
      ],
      random.pick([':', '='] as const),
    ),
  );
  maybe(10, 'expose', () => list([random.chance(50) ? word('8080') : text('9000/udp')]));
  maybe(8, 'profiles', () => list([text('dev')]));
  maybe(6, 'hostname', () => text('box'));
  maybe(6, 'container_name', () => text(`c-${random.below(9)}`));
  maybe(8, 'deploy', () =>
    map([
      ['replicas', word('2')],
      ['resources', map([['limits', map([['memory', text('64M')]])]])],
    ]),
  );
  maybe(5, 'scale', () => word('1'));
  maybe(8, 'dns', () => (random.chance(50) ? text('1.1.1.1') : list([text('9.9.9.9')])));
  maybe(8, 'security_opt', () => list([text('no-new-privileges:true')]));
  maybe(6, 'privileged', () => word('true'));
  maybe(6, 'devices', () => list([text('/dev/ttyUSB0:/dev/ttyUSB0')]));
  maybe(10, 'logging', () =>
    map([
      ['driver', text('json-file')],
      ['options', map([['max-size', text('10m')]])],
    ]),
  );
  maybe(8, 'healthcheck', () =>
    map([
      ['test', list([text('CMD'), text('curl -f http://localhost:80')])],
      ['interval', text('5s')],
    ]),
  );
  maybe(8, 'x-note', () => text('kept: as it is'));
  maybe(4, 'build', () =>
    random.chance(50)
      ? text('.')
      : map([
          ['context', text('.')],
          ['args', list([text('A=1')])],
        ]),
  );
  maybe(2, 'provider', () => map([['type', text('example')]]));
  return map(random.chance(40) ? random.sample(entries, entries.length) : entries);
}

function randomMode(random: Random, other: string | undefined): string {
  const modes = ['none', 'host', 'bridge', 'container:abc', '${MODE}', 'shop_front', 'shop_back'] as const;
  if (other === undefined || random.chance(45)) return random.pick(modes);
  // By the name that Compose gives the container where the project is called `shop`.
  return random.chance(25) ? `container:shop-${other}-1` : `service:${other}`;
}

/** Returns the networks of a service: list or mapping, plain or with options. */
export function randomNetworks(random: Random, networks: readonly string[]): YamlNode {
  const names = random.sample(networks, 1 + random.below(3));
  if (random.chance(4)) return random.chance(50) ? list([]) : nothing;
  if (random.chance(50))
    return list(names.map((name) => (random.chance(3) ? text('${NET:-front}') : text(name))));
  return map(names.map((name) => [name, randomEndpoint(random)] as const));
}

function randomEndpoint(random: Random): YamlNode {
  if (random.chance(35)) return random.chance(60) ? nothing : map([]);
  const options: (readonly [string, YamlNode])[] = [
    ['aliases', list(random.sample(['store', 'api.internal', 'a'], 1 + random.below(2)).map(text))],
    ['ipv4_address', text('10.9.0.7')],
    ['ipv6_address', text('fd00::7')],
    ['gw_priority', word('10')],
    ['priority', word('100')],
    ['mac_address', text('02:42:ac:11:00:02')],
    ['link_local_ips', list([text('169.254.1.2')])],
    ['driver_opts', map([['k', text('v')]])],
  ];
  return map(random.sample(options, 1 + random.below(2)));
}

function randomPort(random: Random, port: string): YamlNode {
  if (random.chance(70)) return /^\d+$/.test(port) && random.chance(50) ? word(port) : text(port);
  const entries: (readonly [string, YamlNode])[] = [['target', word(String(80 + random.below(4)))]];
  if (random.chance(70)) entries.push(['published', random.chance(50) ? text('8085') : word('8086')]);
  if (random.chance(30)) entries.push(['host_ip', text('127.0.0.1')]);
  if (random.chance(30)) entries.push(['protocol', text('udp')]);
  if (random.chance(20)) entries.push(['mode', text('host')]);
  return map(random.chance(30) ? [...entries].reverse() : entries);
}

function randomDependencies(random: Random, names: readonly string[]): YamlNode {
  if (random.chance(50)) return list(names.map(text));
  return map(names.map((name) => [name, map([['condition', text('service_healthy')]])] as const));
}

function randomMount(): YamlNode {
  return map([
    ['type', text('bind')],
    ['source', text('/srv')],
    ['target', text('/srv')],
    ['read_only', word('true')],
  ]);
}

/** Returns pairs as a list (`A=b`) or as a mapping. */
function keyed(
  random: Random,
  pairs: readonly (readonly [string, string])[],
  separator: '=' | ':',
): YamlNode {
  if (random.chance(50)) return list(pairs.map(([key, value]) => text(key + separator + value)));
  return map(
    pairs.map(([key, value]) => [
      key,
      /^[\d.]+$|^(?:true|yes)$/.test(value) && random.chance(50) ? word(value) : text(value),
    ]),
  );
}
