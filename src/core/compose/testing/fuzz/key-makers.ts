// For tests only: random operations on the keys of a service.

import type { PlainOperation } from '../../operations/registry.ts';
import type { Service } from '../../topology.ts';
import { FRESH, type Maker } from './maker.ts';
import type { Random } from './random.ts';

const VALUES = [
  'on',
  '1000',
  'a: b',
  "it's",
  '#x',
  'ünï',
  '${A:-b}',
  '$$A',
  '0444',
  '- x',
  'null',
  ' lead',
  '*star',
  '&and',
  'a\tb',
  '"q"',
  '{x}',
  'plain',
] as const;

/** One of them is chosen each time. */
export const keyMakers: readonly Maker[] = [
  (random, _, service) => unsetOf(random, service),
  (random, _, { name }) => ({
    type: random.pick(['entrypoint', 'hostname', 'container-name']),
    service: name,
    value: random.pick(['box', 'my-app.1', '/bin/sh -c "x"', '${NAME:-n1}']),
  }),
  (random, _, { name }) => ({ type: 'replicas', service: name, count: random.below(4) }),
  (random, _, { name }) => ({
    type: random.pick(['label', 'sysctl']),
    service: name,
    key: random.pick(['team', 'net.core.somaxconn', 'new.key', '__proto__']),
    value: random.pick(VALUES),
  }),
  (random, _, { name }) => ({
    type: 'extra-host',
    service: name,
    key: random.pick(['a', 'b.example', 'host.docker.internal']),
    value: random.pick(['10.0.0.9', 'fd00::5', 'host-gateway', 'nonsense']),
  }),
  (random, _, { name }) => ({
    type: random.pick(['expose', 'unexpose']),
    service: name,
    item: random.pick(['8080', '9000/udp', '70-72', '${P:-81}', 'x']),
  }),
  (random, _, { name }, other) => ({
    type: random.pick(['link', 'unlink']),
    service: name,
    item: random.pick([other, `${other}:store`, `${other}:fresh`]),
  }),
  (random, _, { name }) => ({
    type: random.pick(['profile', 'unprofile']),
    service: name,
    item: random.pick(['dev', 'test']),
  }),
  (random, _, { name }) => ({
    type: random.pick(['volume', 'unvolume']),
    service: name,
    item: random.pick(['data:/var/lib/data', './b:/a:ro', '/srv', 'other:/srv', '/a']),
  }),
  (random, _, { name }) => ({
    type: random.pick(['cap-add', 'cap-drop']),
    service: name,
    capability: random.pick(['ALL', 'NET_RAW', 'chown']),
  }),
  (random, _, { name }) => ({
    type: random.pick(['cap-unadd', 'cap-undrop']),
    service: name,
    capability: random.pick(['ALL', 'NET_ADMIN', 'CHOWN']),
  }),
  (random, _, { name }) => ({
    type: 'user',
    service: name,
    user: random.pick(['1000', '1000:1000', 'app', '0', '${UID}']),
  }),
  (random, _, { name }) => ({
    type: 'image',
    service: name,
    image: random.pick(['redis:7', 'r:5000/a@sha256:00', '${I}', '1']),
  }),
  (random, _, { name }) => ({ type: 'command', service: name, command: random.pick(VALUES) }),
  (random, _, service) => ({
    type: 'env',
    service: service.name,
    key: random.some(service.environment)?.key ?? 'KEY',
    value: random.pick(VALUES),
  }),
  (random, _, { name }) => ({
    type: 'env',
    service: name,
    key: random.pick(['NEW', 'on', '__proto__', 'a.b']),
    value: random.pick(VALUES),
  }),
  (_, __, { name }, other) => ({ type: 'depends', service: name, target: other }),
  (random, _, service, other) => ({
    type: 'undepends',
    service: service.name,
    target: random.some(service.dependsOn)?.service ?? other,
  }),
  (_, __, { name }) => ({ type: 'security-opt', service: name, option: 'no-new-privileges' }),
  (random, _, { name }) => ({
    type: 'remove-service',
    service: name,
    ...(random.chance(40) ? { moveAnchors: true } : {}),
  }),
  (random, _, { name }) => ({
    type: 'rename-service',
    service: name,
    to: random.pick(FRESH),
    keepAlias: random.chance(40),
    ...(random.chance(30) ? { followHosts: true } : {}),
  }),
];

const ITEMS: readonly (readonly [string, readonly string[]])[] = [
  ['environment', ['A', 'DB_HOST', 'constructor', 'TZ']],
  ['volumes', ['/srv', '/var/lib/data', '/a']],
  ['labels', ['team', 'note']],
  ['cap_drop', ['ALL']],
  ['links', ['web', 'db']],
  ['networks', ['front', 'mid']],
  ['command', ['run']],
  ['expose', ['8080']],
  ['ports', ['8080']],
];

function unsetOf(random: Random, service: Service): PlainOperation {
  const [key, items] = random.some(ITEMS) ?? ['environment', []];
  const item = random.chance(60) ? (random.some(items) ?? null) : null;
  const whole = random.pick([
    'ports',
    'user',
    'command',
    'networks',
    'network_mode',
    'restart',
    'deploy',
    'image',
    'missing',
  ]);
  return {
    type: 'unset',
    service: service.name,
    key: item === null && random.chance(50) ? whole : key,
    item,
  };
}
