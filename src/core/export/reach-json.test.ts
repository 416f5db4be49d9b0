import { describe, expect, it } from 'vitest';
import { computeReach } from '../analysis/compute-reach.ts';
import { optionsFor, topologyOf } from '../analysis/reach/testing/reach-of.ts';
import type { Assumed } from './assumed.ts';
import { reachJson } from './reach-json.ts';

const assumed: Assumed = {
  files: ['compose.yaml'],
  project: { name: 'shop', from: 'folder' },
  profiles: { active: [], known: ['dev'] },
  unsetVariables: [],
  outside: 'unknown',
  addressFamilies: ['ipv4'],
  notModelled: [],
};

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
  return [...reachJson(topology, reach, assumed, { sparse })].join('');
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
          published: [
            {
              hostIp: '0.0.0.0',
              hostPort: '9586',
              containerPort: 80,
              protocol: 'tcp',
              reachableFrom: 'outside',
            },
          ],
          proxied: [],
          reaches: { db: { direct: false, networks: [], resolves: false, viaHost: false } },
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
          published: [],
          proxied: [],
          reaches: { web: { direct: false, networks: [], resolves: false, viaHost: true } },
        },
      },
    };
    expect(JSON.stringify(JSON.parse(textOf(false)))).toBe(JSON.stringify(wanted));
  });

  it('sparse leaves out pairs of which nothing holds', () => {
    const { services } = JSON.parse(textOf(true));
    expect(services.web.reaches).toEqual({});
    expect(services.db.reaches).toEqual({
      web: { direct: false, networks: [], resolves: false, viaHost: true },
    });
  });

  it('comes in one piece per service', () => {
    const topology = topologyOf(yaml);
    const pieces = [
      ...reachJson(topology, computeReach(topology, optionsFor('28')), assumed, { sparse: false }),
    ];
    expect(pieces.length).toBe(2 + 2);
  });

  it('keeps unusual names', () => {
    const odd = topologyOf('services:\n  __proto__: { image: p }\n  constructor: { image: p }\n');
    const text = [...reachJson(odd, computeReach(odd, optionsFor('28')), assumed, { sparse: false })].join(
      '',
    );
    expect(Object.keys(JSON.parse(text).services)).toEqual(['__proto__', 'constructor']);
  });
});
