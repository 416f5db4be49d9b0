import { describe, expect, it } from 'vitest';
import { serviceOf, topologyOf } from '../compose/project/testing/topology-of.ts';
import { parseComposeVersion } from './compose-versions.ts';
import { networkSettings, serviceSettings } from './settings.ts';

const settings = (body: string, values: Readonly<Record<string, string>> = {}) =>
  serviceSettings(serviceOf(`image: example/a:1\n${body}\n`, values), new Map(Object.entries(values)));

// Each line holds spellings of one thing: `docker compose config --hash` of 2.26.1 gives all of a line one hash, and lines different ones.
const services: readonly (readonly string[])[] = [
  ['', 'command:', 'ports: []', 'networks: [default]', 'networks: {default: }', 'networks: []', 'x-a: 1'],
  [
    'scale: 2',
    'scale: 3',
    'build: .',
    'pull_policy: always',
    'privileged: false',
    'cpus: 0',
    'cap_add: []',
  ].slice(1),
  ['command: httpd -f', 'command: [httpd, -f]'],
  ['command: []'],
  ['entrypoint: []'],
  ['environment: [A=1, B=2]', 'environment: {B: 2, A: "1"}'],
  ['environment: [A=]', 'environment: {A: ""}'],
  ['environment: [A]', 'environment: {A: }'],
  ['labels: [a=b]', 'labels: {a: b}'],
  ['labels: [a]', 'labels: {a: ""}'],
  ['ports: ["8080:80"]', 'ports: [{target: 80, published: 8080}]', 'ports: ["8080:80/tcp"]'],
  ['ports: ["0.0.0.0:8080:80"]'],
  ['ports: ["8080:80", "8081:81"]', 'ports: ["8080-8081:80-81"]'],
  ['ports: ["8081:81", "8080:80"]'],
  ['expose: [80]', 'expose: ["80"]'],
  ['networks: [front]', 'networks: {front: }'],
  ['networks: {front: {}}', 'networks: {front: {gw_priority: 0}}', 'networks: {front: {aliases: []}}'],
  ['networks: {front: {aliases: [x, y]}}'],
  ['networks: {front: {aliases: [y, x]}}'],
  ['networks: {front: {priority: 20}}'],
  ['networks: [front, back]', 'networks: [back, front]'],
  ['network_mode: bridge'],
  ['deploy: {}', 'deploy: {replicas: 2}', 'deploy: {resources: {}}'],
  ['deploy: {resources: {limits: {memory: 1g}}}', 'deploy: {resources: {limits: {memory: 1024m}}}'],
  ['init: false'],
  ['init: true'],
  ['user: "0"'],
  ['stop_grace_period: 1m', 'stop_grace_period: 60s'],
  ['stop_grace_period: 0s'],
  ['mem_limit: 512m', 'mem_limit: 536870912'],
  ['cpus: 0.5', 'cpus: "0.50"'],
  ['healthcheck: {test: curl x}', 'healthcheck: {test: [CMD-SHELL, curl x]}'],
  ['healthcheck: {test: curl x, retries: 0}'],
  ['volumes: ["/a:/b"]', 'volumes: ["/a:/b:rw"]'],
  [
    'volumes: ["/a:/b:ro"]',
    'volumes: [{type: bind, source: /a, target: /b, read_only: true, bind: {create_host_path: true}}]',
  ],
  ['volumes: ["data:/b"]', 'volumes: [{type: volume, source: data, target: /b, volume: {}}]'],
  [
    'volumes: ["data:/b:nocopy"]',
    'volumes: [{type: volume, source: data, target: /b, volume: {nocopy: true}}]',
  ],
  ['volumes: [/b]', 'volumes: [{type: volume, target: /b}]'],
  ['dns: 1.1.1.1', 'dns: [1.1.1.1]'],
  ['extra_hosts: ["a:1.1.1.1"]', 'extra_hosts: {a: 1.1.1.1}'],
  ['secrets: [s]', 'secrets: [{source: s}]', 'secrets: [{source: s, target: /run/secrets/s}]'],
  ['devices: [/dev/a]', 'devices: ["/dev/a:/dev/a:rwm"]'],
];

describe('what Compose hashes of a service', () => {
  it.each(services.map((line) => [line[0] ?? '', line]))('%s', (_, line) => {
    expect(new Set(line.map((body) => settings(body))).size).toBe(1);
  });

  it('differs from line to line', () => {
    const same = services.map((line) => settings(line[0] ?? ''));
    // The second line is the first one again, by keys that are left out.
    expect(same[1]).toBe(same[0]);
    expect(new Set(same).size).toBe(services.length - 1);
  });

  it('takes the value of a name alone from the caller', () => {
    expect(settings('environment: [A]', { A: '1' })).toBe(settings('environment: [A=1]'));
  });

  it('has depends_on and profiles in it under old releases', () => {
    const under = (body: string, release: string) => {
      const compose = parseComposeVersion(release);
      return compose && serviceSettings(serviceOf(`image: example/a:1\n${body}\n`), new Map(), compose);
    };
    for (const body of ['depends_on: [b]', 'profiles: [x]']) {
      expect(settings(body)).toBe(settings(''));
      expect(under(body, '2.26.1')).not.toBe(under('', '2.26.1'));
    }
    expect(under('depends_on: [b]', '2.29.3')).toBe(under('', '2.29.3'));
    expect(under('profiles: [x]', '2.30.1')).not.toBe(under('', '2.30.1'));
  });
});

describe('what Compose hashes of a network', () => {
  const network = (lines: string, name = 'shop') => {
    const topology = topologyOf(
      `name: ${name}\nservices: {a: {image: x, networks: [n]}}\nnetworks:\n  n: ${lines}\n`,
    );
    const n = topology.networks.get('n');
    if (n === undefined) throw new Error('no network');
    return networkSettings(n, name, new Map());
  };

  // Measured with Compose 5.5.0: the network is left.
  it.each([
    '{internal: false}',
    '{attachable: false}',
    '{x-note: hello}',
    '{}',
    '{name: shop_n}',
    '{ipam: {}}',
  ])('%s is as good as nothing', (lines) => expect(network(lines)).toBe(network('')));

  // Measured with Compose 5.5.0: the network is made anew.
  it.each([
    '{internal: true}',
    '{driver: bridge}',
    '{enable_ipv6: false}',
    '{enable_ipv4: true}',
    '{labels: {a: b}}',
    '{name: other}',
    '{driver_opts: {com.docker.network.bridge.gateway_mode_ipv4: routed}}',
    '{ipam: {config: [{subnet: 10.7.0.0/24}]}}',
  ])('%s is not', (lines) => expect(network(lines)).not.toBe(network('')));

  it('has the name in Docker in it, and nothing of an external one', () => {
    expect(network('', 'store')).not.toBe(network('', 'shop'));
    expect(network('{external: true, name: x}')).toBeNull();
  });
});
