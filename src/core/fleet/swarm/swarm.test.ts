import { describe, expect, it } from 'vitest';
import { fleetFacts } from '../fleet-facts.ts';
import { fleetOf, type LabRecord } from '../testing/home-lab.ts';
import { taskNodes } from './task-nodes.ts';

const file = `version: 1
machines:
  one: { stacks: one, swarm: true, addresses: { rack: 10.30.0.11 } }
  two: { swarm: true, addresses: { rack: 10.30.0.12 } }
  three: { swarm: true, addresses: { rack: 10.30.0.13 } }
  laptop: { addresses: { rack: 10.30.0.50 } }
networks:
  rack: { kind: lan, subnet: 10.30.0.0/24 }
  internet: { kind: internet }
routers:
  gate: { addresses: { rack: 10.30.0.1, internet: 203.0.113.90 }, nat: [rack], forwards: ["443/tcp -> two:443"] }
`;

const stack = `services:
  proxy: { image: "traefik:3", networks: [front], ports: ["443:8443"] }
  web: { image: "web:1", networks: [front, back] }
  db: { image: "postgres:16", networks: [back] }
  agent: { image: "agent:1", networks: [front], ports: [{ target: 9100, published: 9100, mode: host }], deploy: { mode: global } }
  pinned: { image: "job:1", networks: [front], ports: [{ target: 9200, published: 9200, mode: host }], deploy: { placement: { constraints: ["node.hostname == three"] } } }
  somewhere: { image: "job:1", networks: [front], ports: [{ target: 9300, published: 9300, mode: host }] }
networks: { front: {}, back: { internal: true } }
`;

const record = (end: number, user: readonly string[] = []): LabRecord => ({
  links: { [`eth0 10.30.0.${end}/24`]: 'inet', 'docker_gwbridge 172.18.0.1/16': 'inet' },
  routes: [
    { dst: 'default', gateway: '10.30.0.1', dev: 'eth0' },
    { dst: '10.30.0.0/24', dev: 'eth0' },
  ],
  user,
});

const nodes = {
  one: record(11),
  two: record(12),
  three: record(13, ['-i eth0 -p tcp -m tcp --dport 443 -j DROP']),
};

const { connector, reach } = fleetFacts(fleetOf(file, nodes, { one: { 'shop/compose.yaml': stack } }));
const met = (from: string, to: string) => {
  const { answer, by, seen, seenAddress } = connector.ask(from, to);
  return [answer, by, seen, seenAddress];
};

describe('a swarm of three nodes', () => {
  it('SW18: answers an ingress port on each node, as far as the firewall of that node lets it in', () => {
    const at = (node: number) => met('laptop', `10.30.0.${node}:443`);
    expect([at(11), at(12)]).toEqual(Array(2).fill([true, 'one/shop/proxy', 'unknown', null]));
    expect(at(13)).toEqual([false, null, null, null]);
    expect(met('internet', '203.0.113.90:443')[0]).toBe(true);
    const [port] = reach.portsOf('one/shop/proxy');
    expect(port?.places.map(({ address }) => address.text)).toEqual([
      '10.30.0.11',
      '10.30.0.12',
      '10.30.0.13',
      '203.0.113.90',
    ]);
  });

  it('SW19: answers a port in host mode where a task runs, and does not know where nothing places it', () => {
    const from = (port: number) => [11, 12, 13].map((node) => met('laptop', `10.30.0.${node}:${port}`)[0]);
    expect([from(9100), from(9200), from(9300)]).toEqual([
      [true, true, true],
      [false, false, true],
      ['unknown', 'unknown', 'unknown'],
    ]);
    expect(met('laptop', '10.30.0.13:9200')).toEqual([true, 'one/shop/pinned', 'visitor', '10.30.0.50']);
  });

  it('SW19: leaves with the address of the node, which is known of a placed service alone', () => {
    expect(met('one/shop/pinned', '10.30.0.50:80')).toEqual([true, 'laptop', 'asker-machine', '10.30.0.13']);
    expect(met('one/shop/web', '10.30.0.50:80')).toEqual([true, 'laptop', 'asker-machine', null]);
    expect(met('one/shop/db', '10.30.0.50:80')[0]).toBe(false);
  });

  it('SW20: joins services on one overlay wherever they run, and nobody else', () => {
    expect(met('one/shop/web', 'one/shop/db:5432')[0]).toBe(true);
    expect(met('one/shop/proxy', 'one/shop/db:5432')[0]).toBe(false);
    for (const asker of ['one', 'two', 'laptop']) expect(met(asker, 'one/shop/db:5432')[0]).toBe(false);
    // docker_gwbridge joins the host of the task's node.
    expect(['one', 'three'].map((host) => met(host, 'one/shop/pinned:80')[0])).toEqual([false, true]);
  });

  it('is asked once for each service, under the name of the node that holds its files', () => {
    expect(reach.ports.every(({ machine }) => machine === 'one')).toBe(true);
    expect([...reach.pairs()]).toEqual([]);
  });
});

it('tells the nodes of a task by hostname and mode, and by nothing else', () => {
  const of = (constraints: readonly string[], isGlobal = false, replicas = 1) => [
    ...taskNodes({ placement: { constraints, isGlobal }, replicas }, ['a', 'b', 'c']).values(),
  ];
  expect(of(['node.hostname != a', 'node.hostname != B'])).toEqual([false, false, true]);
  expect(of(['node.hostname != a'])).toEqual([false, 'unknown', 'unknown']);
  expect(of(['node.hostname!=a'], true)).toEqual([false, true, true]);
  expect(of(['node.role == manager'], true)).toEqual(['unknown', 'unknown', 'unknown']);
  expect(of(['node.hostname == elsewhere'])).toEqual(['unknown', 'unknown', 'unknown']);
  expect(of([], false, 0)).toEqual([false, false, false]);
});
