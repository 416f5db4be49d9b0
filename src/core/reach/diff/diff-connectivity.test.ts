import { describe, expect, it } from 'vitest';
import { readFacts } from '../../ways-in/testing/read-facts.ts';
import { reachOf } from '../testing/reach-of.ts';
import { diffConnectivity } from './diff-connectivity.ts';

const before = `
services:
  web: { image: p, networks: [front], ports: ['80:80'] }
  db: { image: p, networks: [back], ports: ['127.0.0.1:5432:5432'] }
  job: { image: p, networks: [back] }
networks: { front: {}, back: {} }
`;

function diff(after: string, from = before) {
  return diffConnectivity(reachOf(from), reachOf(after));
}

describe('diffConnectivity', () => {
  it('finds nothing between equal projects, whatever the order of their services', () => {
    const turned = `
services:
  job: { image: p, networks: [back] }
  db: { image: p, networks: [back], ports: ['127.0.0.1:5432:5432'] }
  web: { image: p, networks: [front], ports: ['80:80'] }
networks: { front: {}, back: {} }
`;
    const nothing = {
      opened: [],
      closed: [],
      waysOpened: [],
      waysClosed: [],
      servicesAdded: [],
      servicesRemoved: [],
    };
    expect(diff(before)).toEqual(nothing);
    expect(diff(turned)).toEqual(nothing);
  });

  it('lists opened pairs by name and direction, sorted', () => {
    expect(diff(before.replace('networks: [front]', 'networks: [front, back]')).opened).toEqual([
      { from: 'db', to: 'web', kind: 'direct' },
      { from: 'db', to: 'web', kind: 'name' },
      { from: 'job', to: 'web', kind: 'direct' },
      { from: 'job', to: 'web', kind: 'name' },
      { from: 'web', to: 'db', kind: 'direct' },
      { from: 'web', to: 'db', kind: 'name' },
      { from: 'web', to: 'job', kind: 'direct' },
      { from: 'web', to: 'job', kind: 'name' },
    ]);
  });

  it('an internal network closes the ways out and the ports of others', () => {
    const { opened, closed, waysOpened, waysClosed } = diff(
      before.replace('back: {}', 'back: { internal: true }'),
    );
    expect(opened).toEqual([]);
    expect(closed).toEqual([
      { from: 'db', to: 'web', kind: 'host' },
      { from: 'job', to: 'web', kind: 'host' },
    ]);
    expect(waysOpened).toEqual([]);
    expect(waysClosed).toEqual([
      { service: 'db', kind: 'way-out', port: '' },
      { service: 'job', kind: 'way-out', port: '' },
    ]);
  });

  it('a bind that leaves loopback opens a way in and a way around', () => {
    const { opened, waysOpened, waysClosed } = diff(before.replace('127.0.0.1:5432', '5432'));
    expect(waysOpened).toEqual([{ service: 'db', kind: 'way-in', port: '0.0.0.0:5432/tcp' }]);
    expect(waysClosed).toEqual([]);
    expect(opened).toEqual([
      { from: 'job', to: 'db', kind: 'host' },
      { from: 'web', to: 'db', kind: 'host' },
    ]);
  });

  it('a closed service loses all ways; an open one has a way in without a port', () => {
    const shut = diff(
      before.replace('job: { image: p, networks: [back] }', 'job: { image: p, network_mode: none }'),
    );
    expect(shut.waysClosed.map(({ kind }) => kind)).toEqual(['from-host', 'to-host', 'way-out']);
    const open = diff(
      before.replace('job: { image: p, networks: [back] }', 'job: { image: p, network_mode: host }'),
    );
    expect(open.waysOpened).toEqual([{ service: 'job', kind: 'way-in', port: '' }]);
  });

  it('compares a range of ports that shrank in parts: what both have stays open', () => {
    const ranged = (range: string) => before.replace("'80:80'", `'${range}:${range}'`);
    const { waysOpened, waysClosed } = diff(ranged('8000-8004'), ranged('8000-8009'));
    expect(waysOpened).toEqual([]);
    expect(waysClosed).toEqual([{ service: 'web', kind: 'way-in', port: '0.0.0.0:8005-8009/tcp' }]);
  });

  it('D2: lists aliases that are lost or gained where the own name stays, once for each that asks', () => {
    const named = (networks: string) => `
services:
  web: { image: p, networks: [front, back] }
  job: { image: p, networks: [back] }
  db: { image: p, networks: { ${networks} } }
networks: { front: {}, back: {} }
`;
    const both = named('front: {}, back: { aliases: [store, own] }');
    const moved = named('front: { aliases: [own] }, back: {}');
    const lost = [
      { from: 'job', to: 'db', kind: 'name', alias: 'own' },
      { from: 'job', to: 'db', kind: 'name', alias: 'store' },
      { from: 'web', to: 'db', kind: 'name', alias: 'store' },
    ];
    expect(diff(moved, both)).toMatchObject({ opened: [], closed: lost });
    expect(diff(both, moved)).toMatchObject({ opened: lost, closed: [] });
    // A lost service name covers its aliases.
    expect(diff(named('front: {}'), both).closed.filter(({ from }) => from === 'job')).toEqual([
      { from: 'job', to: 'db', kind: 'direct' },
      { from: 'job', to: 'db', kind: 'name' },
    ]);
  });

  it('counts added and removed services, and their pairs', () => {
    const after = before
      .replace('  job: { image: p, networks: [back] }\n', '')
      .replace('services:\n', 'services:\n  aux: { image: p, networks: [front] }\n');
    const { servicesAdded, servicesRemoved, opened, closed } = diff(after);
    expect([servicesAdded, servicesRemoved]).toEqual([['aux'], ['job']]);
    expect(opened).toContainEqual({ from: 'web', to: 'aux', kind: 'direct' });
    expect(closed).toContainEqual({ from: 'db', to: 'job', kind: 'name' });
    expect(opened.some(({ from, to }) => from === 'job' || to === 'job')).toBe(false);
  });

  it('unknown counts as possible', () => {
    const external = before.replace('back: {}', 'back: { external: true }');
    expect(diff(external).closed).toEqual([]);
    expect(diff(before, external).opened).toEqual([]);
  });

  it('compares more services than fit in one word', () => {
    const many = (network: string) =>
      `services:\n${Array.from({ length: 70 }, (_, i) => `  s${i}: { image: p, networks: [${i < 69 ? 'a' : network}] }\n`).join('')}networks: { a: {}, b: {} }\n`;
    const { opened, closed } = diff(many('a'), many('b'));
    expect(opened.length).toBe(69 * 2 * 2);
    expect(closed).toEqual([]);
  });

  it('lists ways in through proxies by host name', () => {
    const labels = ', labels: ["traefik.enable=true", "traefik.http.routers.j.rule=Host(`j.example`)"]';
    const after = before.replace('job: { image: p', `job: { image: p${labels}`);
    const { waysOpened, waysClosed } = diffConnectivity(readFacts(before).reach, readFacts(after).reach);
    expect(waysOpened).toEqual([{ service: 'job', kind: 'way-in', port: 'j.example through traefik' }]);
    expect(waysClosed).toEqual([]);
  });

  describe('by address family', () => {
    const web = (ports: string, network = '{}') => `
services:
  web: { image: p, networks: [n], ports: [${ports}] }
  job: { image: p, networks: [n] }
  tool: { image: p, network_mode: host }
networks: { n: ${network} }
`;
    const dual = '{ enable_ipv6: true }';

    it('F4: an address of one family on a port that had none closes the other, there and for open services', () => {
      const narrowed = diff(web("'0.0.0.0:80:80'"), web("'80:80'"));
      expect(narrowed.waysClosed).toEqual([
        { service: 'web', kind: 'way-in', port: '0.0.0.0:80/tcp', family: 'ipv6' },
      ]);
      expect([narrowed.waysOpened, narrowed.opened]).toEqual([[], []]);
      expect(narrowed.closed).toEqual([{ from: 'tool', to: 'web', kind: 'host', family: 'ipv6' }]);
      const widened = diff(web("'80:80'"), web("'0.0.0.0:80:80'"));
      expect(widened.waysOpened).toEqual(narrowed.waysClosed);
      expect(widened.opened).toEqual(narrowed.closed);
    });

    it('F4: the same port of one family turned into the other is one that closes and one that opens', () => {
      const { waysOpened, waysClosed } = diff(web("'[::]:80:80'"), web("'0.0.0.0:80:80'"));
      expect(waysOpened).toEqual([{ service: 'web', kind: 'way-in', port: ':::80/tcp', family: 'ipv6' }]);
      expect(waysClosed).toEqual([
        { service: 'web', kind: 'way-in', port: '0.0.0.0:80/tcp', family: 'ipv4' },
      ]);
    });

    it('F4: both families in two items are what no address is', () => {
      const { waysOpened, waysClosed, opened, closed } = diff(
        web("'0.0.0.0:80:80', '[::]:80:80'"),
        web("'80:80'"),
      );
      expect([waysOpened, waysClosed, opened, closed]).toEqual([[], [], [], []]);
    });

    it('F1: IPv6 on a network opens its members to each other, the host and the outside over IPv6 alone', () => {
      const { opened, closed, waysOpened, waysClosed } = diff(web("'80:80'", dual), web("'80:80'"));
      const over = { family: 'ipv6' } as const;
      expect(opened).toEqual([
        { from: 'job', to: 'tool', kind: 'direct', ...over },
        { from: 'job', to: 'web', kind: 'direct', ...over },
        { from: 'job', to: 'web', kind: 'host', ...over },
        { from: 'tool', to: 'job', kind: 'direct', ...over },
        { from: 'tool', to: 'web', kind: 'direct', ...over },
        { from: 'web', to: 'job', kind: 'direct', ...over },
        { from: 'web', to: 'tool', kind: 'direct', ...over },
      ]);
      expect(waysOpened).toEqual([
        { service: 'job', kind: 'from-host', port: '', ...over },
        { service: 'job', kind: 'to-host', port: '', ...over },
        { service: 'job', kind: 'way-out', port: '', ...over },
        { service: 'web', kind: 'from-host', port: '', ...over },
        { service: 'web', kind: 'to-host', port: '', ...over },
        { service: 'web', kind: 'way-out', port: '', ...over },
      ]);
      expect([closed, waysClosed]).toEqual([[], []]);
    });

    it('says none where both families change alike, and none in a stack without IPv6', () => {
      const both = diff(web("'80:80', '81:81'", dual), web("'80:80'", dual));
      expect(both.waysOpened).toEqual([{ service: 'web', kind: 'way-in', port: '0.0.0.0:81/tcp' }]);
      const plain = diff(web("'0.0.0.0:80:80'"), web("'127.0.0.1:80:80'"));
      expect(plain.waysOpened).toEqual([{ service: 'web', kind: 'way-in', port: '0.0.0.0:80/tcp' }]);
      expect(plain.opened.map(({ family }) => family)).toEqual([undefined, undefined]);
    });

    it('H4: tells a way to the host that is closed in one family from one that is closed', () => {
      const sealed = (option: string) =>
        web("'80:80'", `{ internal: true, enable_ipv6: true, driver_opts: { ${option} } }`);
      const gateway = (family: string) => `com.docker.network.bridge.gateway_mode_${family}: isolated`;
      const one = diff(sealed(gateway('ipv4')), sealed('a: b'));
      expect(one.waysClosed.map(({ family }) => family)).toEqual(['ipv4', 'ipv4', 'ipv4', 'ipv4']);
      const both = diff(sealed(`${gateway('ipv4')}, ${gateway('ipv6')}`), sealed('a: b'));
      expect(both.waysClosed.map(({ family }) => family)).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
    });

    it('takes a family that is unknown as possible', () => {
      const external = web("'80:80'", '{ external: true }');
      expect(diff(web("'80:80'", dual), external)).toMatchObject({ opened: [], waysOpened: [] });
    });
  });
});

it('binding a port to loopback opens nothing, on a network that is made elsewhere, too', () => {
  const yaml = (port: string) =>
    `services: { a: { image: p, ports: ["${port}"], networks: [n] } }\nnetworks: { n: { external: true } }\n`;
  const { waysOpened, waysClosed } = diff(yaml('127.0.0.1:9000:80'), yaml('0.0.0.0:9000:80'));
  expect(waysOpened).toEqual([]);
  expect(waysClosed).toMatchObject([{ service: 'a', kind: 'way-in', port: '0.0.0.0:9000/tcp' }]);
});
