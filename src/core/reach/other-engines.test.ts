import { describe, expect, it } from 'vitest';
import { explain } from '../explain/explain.ts';
import { computeReach } from './compute-reach.ts';
import { factsOf, optionsFor, reachOf, topologyOf } from './testing/reach-of.ts';

/** Returns the rule ids that the explanation of a pair cites. */
function cites(yaml: string, engine: string, from: string, to: string, rootless = false): readonly string[] {
  const topology = topologyOf(yaml);
  const reach = computeReach(topology, optionsFor(engine, { project: 'p', rootless }));
  const { direct, viaHost, resolves } = explain(topology, reach, from, to);
  return [direct, viaHost, resolves].flatMap(({ reasons }) => reasons.map(({ rule }) => rule));
}

const apart = `
services:
  web: { image: p, networks: [front], ports: ['8080:80'] }
  api: { image: p, networks: [back], expose: ['9000'] }
  db: { image: p, networks: [inner], ports: ['127.0.0.1:5432:5432'] }
networks: { front: {}, back: {}, inner: { internal: true } }
`;

describe('Podman', () => {
  it('PD1: podman-compose keeps nothing apart but internal networks; over the API all are', () => {
    const loose = reachOf(apart, 'podman-compose');
    expect([loose.direct('api', 'web'), loose.direct('web', 'api')]).toEqual([true, true]);
    expect([loose.direct('db', 'web'), loose.direct('web', 'db')]).toEqual([false, false]);
    expect(reachOf(apart, 'podman').direct('api', 'web')).toBe(false);
    expect(cites(apart, 'podman-compose', 'api', 'web')).toContain('PD1');
  });

  it('PD3: isolate keeps networks apart, each from the other alone; options of Docker have no effect', () => {
    const option = (front: string, back: string) => `
services: { web: { image: p, networks: [front] }, api: { image: p, networks: [back] }, b: { image: p, networks: [back] } }
networks: { front: { driver_opts: { ${front} } }, back: { driver_opts: { ${back} } } }
`;
    const isolate = "isolate: 'true'";
    expect(reachOf(option(isolate, isolate), 'podman-compose').direct('web', 'api')).toBe(false);
    expect(reachOf(option(isolate, ''), 'podman-compose').direct('web', 'api')).toBe(true);
    const icc = "com.docker.network.bridge.enable_icc: 'false'";
    for (const engine of ['podman', 'podman-compose']) {
      expect(reachOf(option('', icc), engine).direct('api', 'b')).toBe(true);
    }
  });

  it('PD4: a published port answers where the network does', () => {
    expect(reachOf(apart, 'podman').viaHost('api', 'web')).toBe(false);
    expect(reachOf(apart, 'podman-compose').viaHost('api', 'web')).toBe(true);
    expect(reachOf(apart, '29').viaHost('api', 'web')).toBe(true);
    expect(cites(apart, 'podman', 'api', 'web')).toContain('PD4');
  });

  it('PD5: which of several networks leads out is unknown, that one does is', () => {
    const two = `
services: { a: { image: p, networks: [x, y] }, w: { image: p, networks: [y], ports: ['80:80'] } }
networks: { x: {}, y: {} }
`;
    const reach = reachOf(two, 'podman', { project: 'p' });
    expect(factsOf(reach, 'a')).toMatchObject({ egress: true, gateway: null });
    expect(reach.viaHost('a', 'w')).toBe('unknown');
    expect(cites(two, 'podman', 'a', 'w')).toContain('PD5');
    expect(cites(two, 'podman', 'a', '@outside')).toContain('PD5');
  });

  it('PD6: a neighbour with a route reaches every port, of internal networks none', () => {
    const reach = reachOf(apart, 'podman');
    expect([factsOf(reach, 'api').fromWire, factsOf(reach, 'db').fromWire]).toEqual([true, false]);
    expect(factsOf(reachOf(apart, 'podman', { rootless: true }), 'api').fromWire).toBe(false);
  });

  it('PD9: with podman-compose a link is an alias for the whole network, over the API there is none', () => {
    const linked = `
services:
  a: { image: p, networks: [n], links: ['b:c'] }
  b: { image: p, networks: [n] }
  c: { image: p, networks: [n] }
  d: { image: p, networks: [n] }
networks: { n: {} }
`;
    expect(reachOf(linked, 'podman-compose').resolves('d', 'c')).toBe('unknown');
    expect(reachOf(linked, 'podman').resolves('d', 'c')).toBe(true);
    expect(reachOf(linked, '29').resolves('a', 'c')).toBe(false);
  });

  it('PD10: podman-compose, without networks of its own', () => {
    const of = (networks: string) =>
      reachOf(
        `services: { a: { image: p }, b: { image: p, networks: [x] } }\nnetworks: ${networks}\n`,
        'podman-compose',
      );
    expect(factsOf(of('{ x: { internal: true } }'), 'a')).toMatchObject({
      isolation: 'internal',
      networks: ['x'],
    });
    expect(factsOf(of('{ x: {}, y: {} }'), 'a').networks).toEqual(['bridge']);
    expect(factsOf(of('{ x: {}, default: { internal: true } }'), 'a')).toMatchObject({
      isolation: 'internal',
      networks: ['default'],
    });
    expect(factsOf(reachOf('services: { a: { image: p } }', 'podman-compose'), 'a').networks).toEqual([
      'default',
    ]);
  });

  it('PD13: without root the host is met at one address, where ports of internal networks answer, too', () => {
    const reach = reachOf(apart.replace('127.0.0.1:', ''), 'podman', { rootless: true });
    expect(factsOf(reach, 'db')).toMatchObject({ fromOutside: true, toHost: false, fromHost: false });
    expect(factsOf(reach, 'api')).toMatchObject({ toHost: true, fromHost: false });
    expect([reach.viaHost('api', 'db'), reach.viaHost('db', 'web')]).toEqual([true, false]);
    expect(cites(apart, 'podman', 'web', '@host', true)).toEqual(expect.arrayContaining(['PD13']));
    expect(factsOf(reach, 'api').evidence).toBe('measured');
    expect(factsOf(reachOf(apart, 'podman-compose', { rootless: true }), 'api').evidence).toBe(
      'documentation',
    );
  });
});

it.each(['swarm', 'podman', 'podman-compose'])(
  '%s: the switches of Docker’s daemon mean nothing',
  (engine) => {
    const yaml = apart.replace(
      'inner: { internal: true }',
      'inner: { internal: true, driver_opts: { x: y } }',
    );
    const switches = {
      userlandProxy: false,
      directRouting: true,
      ipv6Default: true,
      firewallBackend: 'nftables',
    } as const;
    const [plain, switched] = [reachOf(yaml, engine), reachOf(yaml, engine, switches)];
    expect(switched.addressFamilies).toEqual(['ipv4']);
    for (const from of plain.services) {
      expect(factsOf(switched, from)).toEqual(factsOf(plain, from));
      for (const to of plain.services) expect(switched.viaHost(from, to)).toBe(plain.viaHost(from, to));
    }
  },
);

describe('a swarm', () => {
  it('SW2, SW3: what leads out does so by docker_gwbridge, internal overlays are sealed from the host, too', () => {
    const reach = reachOf(apart.replace(", ports: ['127.0.0.1:5432:5432']", ''), 'swarm');
    expect(factsOf(reach, 'api')).toMatchObject({
      egress: true,
      toHost: true,
      fromHost: true,
      gateway: null,
      networks: ['back'],
    });
    expect(factsOf(reach, 'db')).toMatchObject({
      isolation: 'internal',
      egress: false,
      toHost: false,
      fromHost: false,
    });
    expect(cites(apart, 'swarm', 'api', '@outside')).toContain('SW2');
  });

  it('SW6: a number that is published in ingress mode is open on all who listen there', () => {
    const reach = reachOf(apart.replace('9000', '8080'), 'swarm');
    expect(reach.direct('web', 'api')).toBe(true);
    expect(reachOf(apart, 'swarm').direct('web', 'api')).toBe(false);
    expect(cites(apart.replace('9000', '8080'), 'swarm', 'web', 'api')).toContain('SW6');
    const inHostMode = apart
      .replace('9000', '8080')
      .replace("['8080:80']", '[{ target: 80, published: 8080, mode: host }]');
    expect(reachOf(inHostMode, 'swarm').direct('web', 'api')).toBe(false);
  });

  it('SW11, SW12: a port in ingress mode opens an internal service, and its address is dropped', () => {
    const reach = reachOf(apart, 'swarm');
    expect(factsOf(reach, 'db')).toMatchObject({
      egress: true,
      toHost: true,
      fromOutside: true,
      evidence: 'documentation',
    });
    expect(factsOf(reach, 'db').published).toMatchObject([{ hostIp: '0.0.0.0', reachableFrom: 'outside' }]);
    expect(cites(apart, 'swarm', '@outside', 'db')).toContain('SW12');
    expect(cites(apart, 'swarm', 'db', '@outside')).toContain('SW11');
    const inHostMode = apart.replace(
      "['127.0.0.1:5432:5432']",
      '[{ target: 5432, published: 5432, mode: host }]',
    );
    expect(factsOf(reachOf(inHostMode, 'swarm'), 'db')).toMatchObject({ egress: false, fromOutside: false });
  });

  it('SW16: in host mode a container port is published once', () => {
    const twice = `services: { a: { image: p, ports: [{ target: 80, published: 81, mode: host }, { target: 80, published: 82, mode: host }, '83:80'] } }`;
    const ports = (engine: string) =>
      factsOf(reachOf(twice, engine), 'a').published.map(({ hostPort }) => hostPort);
    expect(ports('swarm')).toEqual(['82', '83']);
    expect(ports('29')).toEqual(['81', '82', '83']);
  });

  it('SW10: the network of the host, alone and beside another', () => {
    const of = (networks: string) =>
      reachOf(
        `services: { a: { image: p, networks: [${networks}] } }\nnetworks: { h: { external: true, name: host }, n: {} }\n`,
        'swarm',
      );
    expect(factsOf(of('h'), 'a').isolation).toBe('open');
    expect(factsOf(of('h, n'), 'a')).toMatchObject({ isolation: 'bridged', networks: ['n'] });
  });
});
