import { describe, expect, it } from 'vitest';
import type { Assumed } from '../../contracts/assumed.ts';
import { plainAssumed } from '../../contracts/testing/plain-assumed.ts';
import { computeReach } from '../../reach/compute-reach.ts';
import { optionsFor, topologyOf } from '../../reach/testing/reach-of.ts';
import { readFacts } from '../../ways-in/testing/read-facts.ts';
import { reachJson } from './reach-json.ts';

const assumed: Assumed = { ...plainAssumed, profiles: { active: [], known: ['dev'] } };

const yaml = `
services:
  web: { image: p, networks: [front], ports: ['9586:80'] }
  db: { image: p, networks: [back] }
  dev: { image: p, profiles: [dev] }
networks: { front: {}, back: {} }
`;

function textOf(sparse: boolean): string {
  const topology = topologyOf(yaml);
  const reach = computeReach(topology, optionsFor('26', { project: 'shop' }));
  return [...reachJson(topology, reach, assumed, { sparse, by: false })].join('');
}

describe('reachJson', () => {
  it('says every fact, in the order of the contract, active services only', () => {
    const wanted = {
      version: 1,
      engine: '26',
      assumed,
      services: {
        web: {
          isolation: 'bridged',
          owner: 'web',
          networks: ['front'],
          egress: true,
          egressNeedsRoute: false,
          toHost: true,
          fromHost: true,
          fromOutside: true,
          out: { internet: true, lan: true, host: true },
          in: { internet: true, lan: true, host: true },
          fromLan: true,
          published: [
            {
              hostIp: '0.0.0.0',
              hostPort: '9586',
              containerPort: 80,
              protocol: 'tcp',
              reachableFrom: 'outside',
              answers: { internet: true, lan: true, host: true },
              seenAs: { internet: 'visitor', lan: 'visitor', host: 'gateway' },
            },
          ],
          proxied: [],
          reaches: {
            db: { direct: false, networks: [], resolves: false, viaHost: false, viaGateway: false },
          },
        },
        db: {
          isolation: 'bridged',
          owner: 'db',
          networks: ['back'],
          egress: true,
          egressNeedsRoute: false,
          toHost: true,
          fromHost: true,
          fromOutside: false,
          out: { internet: true, lan: true, host: true },
          in: { internet: false, lan: false, host: true },
          fromLan: 'unknown',
          published: [],
          proxied: [],
          reaches: { web: { direct: false, networks: [], resolves: false, viaHost: true, viaGateway: true } },
        },
      },
    };
    expect(JSON.stringify(JSON.parse(textOf(false)))).toBe(JSON.stringify(wanted));
  });

  it('sparse leaves out pairs of which nothing holds', () => {
    const { services } = JSON.parse(textOf(true));
    expect(services.web.reaches).toEqual({});
    expect(services.db.reaches).toEqual({
      web: { direct: false, networks: [], resolves: false, viaHost: true, viaGateway: true },
    });
  });

  it('comes in pieces that no range of ports makes long, one entry for each port', () => {
    const topology = topologyOf('services: {web: {image: p, ports: ["1-65535:1-65535", "80"]}}\n');
    const pieces = [
      ...reachJson(topology, computeReach(topology, optionsFor('28')), assumed, { sparse: false, by: false }),
    ];
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(200_000);
    const { published } = JSON.parse(pieces.join('')).services.web;
    expect(published).toHaveLength(65_536);
    expect(
      [published[0], published[65_534]].map(({ hostPort, containerPort }) => [hostPort, containerPort]),
    ).toEqual([
      ['1', 1],
      ['65535', 65535],
    ]);
    expect(Object.keys(published[9])).toEqual([
      'hostIp',
      'hostPort',
      'containerPort',
      'protocol',
      'reachableFrom',
      'answers',
      'seenAs',
    ]);
  });

  it('marks what no measured Engine vouches for, when asked', () => {
    const mixed = `
services:
  web: { image: p, networks: [front] }
  api: { image: p, networks: [front] }
  node: { image: p, networks: [mesh] }
networks: { front: {}, mesh: { driver: overlay, attachable: true } }
`;
    const marks = (engine: string) => {
      const topology = topologyOf(mixed);
      const reach = computeReach(topology, optionsFor(engine));
      const { services } = JSON.parse(
        [...reachJson(topology, reach, assumed, { sparse: false, by: true })].join(''),
      );
      const { web, node } = services;
      return [web.by, web.reaches.api.by, web.reaches.node.by, node.by];
    };
    const doc = 'documentation';
    expect(marks('26')).toEqual([undefined, undefined, doc, doc]);
    expect(marks('28.5.2')).toEqual([undefined, undefined, doc, doc]);
    expect(marks('28.0.4')).toEqual([doc, doc, doc, doc]);
    expect(marks('27')).toEqual([doc, doc, doc, doc]);
  });

  it('keeps unusual names', () => {
    const odd = topologyOf('services:\n  __proto__: { image: p }\n  constructor: { image: p }\n');
    const text = [
      ...reachJson(odd, computeReach(odd, optionsFor('28')), assumed, { sparse: false, by: false }),
    ].join('');
    expect(Object.keys(JSON.parse(text).services)).toEqual(['__proto__', 'constructor']);
  });

  it('lists what proxies are asked for, with the four fields of the contract', () => {
    const { topology: proxied, reach } = readFacts(`services:
  app: { image: p, labels: ["traefik.http.routers.a.rule=Host(\`a.example\`)"] }
  shut: { image: p, network_mode: none, environment: ["VIRTUAL_HOST=b.example"] }
`);
    const { services } = JSON.parse([...reachJson(proxied, reach, assumed, { sparse: true })].join(''));
    expect(services.app.proxied).toEqual([
      { by: 'traefik', host: 'a.example', port: null, certainty: 'inferred' },
    ]);
    expect(services.shut.proxied).toEqual([]);
  });

  describe('families', () => {
    const jsonOf = (text: string, families: boolean) => {
      const topology = topologyOf(text);
      const reach = computeReach(topology, optionsFor('29'));
      return JSON.parse([...reachJson(topology, reach, assumed, { sparse: false, families })].join(''))
        .services;
    };
    const six = `
services:
  web: { image: p, networks: [front], ports: ['80:80', '[::]:81:80'] }
  db: { image: p, networks: [back] }
networks: { front: {}, back: { enable_ipv6: true } }
`;

    it('are stated where some network has IPv6, or when asked for', () => {
      const { web, db } = jsonOf(six, false);
      const facts = { egress: true, toHost: true, fromHost: true, fromOutside: true };
      expect(web.ipv4).toEqual({
        ...facts,
        out: { internet: true, lan: true, host: true },
        in: { internet: true, lan: true, host: true },
        fromLan: false,
      });
      expect(web.ipv6).toEqual({
        ...facts,
        egress: false,
        toHost: false,
        fromHost: false,
        out: { internet: false, lan: false, host: false },
        in: { internet: true, lan: true, host: true },
        fromLan: false,
      });
      expect(web.published[1]).toMatchObject({
        answers: { internet: true, lan: true, host: true },
        ipv4: { answers: { internet: false, lan: false, host: false } },
        ipv6: { answers: { internet: true, lan: true, host: true } },
      });
      expect(web.published.map((port: { families: unknown }) => port.families)).toEqual([
        ['ipv4', 'ipv6'],
        ['ipv6'],
      ]);
      expect(db.reaches.web).toEqual({
        direct: false,
        networks: [],
        resolves: false,
        viaHost: true,
        viaGateway: true,
        ipv4: { direct: false, viaHost: true, viaGateway: true },
        ipv6: { direct: false, viaHost: true, viaGateway: true },
      });
      const plain = six.replace('enable_ipv6: true', '');
      expect(jsonOf(plain, true).web.ipv6.fromOutside).toBe(true);
      expect(jsonOf(plain, true).db.reaches.web.ipv6).toEqual({
        direct: false,
        viaHost: false,
        viaGateway: false,
      });
      expect(jsonOf(plain, false).web).not.toHaveProperty('ipv4');
      expect(jsonOf(plain, false).web.published[0]).not.toHaveProperty('families');
    });
  });
});
