import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { assumedOf } from '../describe/assumed.ts';
import { reachJson } from '../export/reach/reach-json.ts';
import { computeReach } from './compute-reach.ts';
import { optionsFor } from './testing/reach-of.ts';

const workspace = openAlone(`services:
  web: { image: x, networks: [front], ports: ["80:80"] }
  app: { image: x, networks: [front, back] }
  db: { image: x, networks: [back] }
  shut: { image: x, network_mode: none }
  tool: { image: x, network_mode: host }
  side: { image: x, network_mode: "service:db" }
networks: { front: {}, back: { internal: true } }
`);
const options = optionsFor('29', { foreignHost: 'a rootless Engine has a network of its own' });
const reach = computeReach(workspace.topology, options);
const assumed = assumedOf(workspace, options, 'folder');
const json = JSON.parse([...reachJson(workspace.topology, reach, assumed, { sparse: false })].join(''));

describe('O15: a host that is another one than the machine', () => {
  it('leaves what is said of the host unknown, and what containers do among themselves', () => {
    const { web, app, db, shut } = json.services;
    for (const { toHost, fromHost } of [web, app, db])
      expect([toHost, fromHost]).toEqual(['unknown', 'unknown']);
    expect([web.fromOutside, app.fromOutside]).toEqual(['unknown', false]);
    expect(web.published[0]).toMatchObject({
      reachableFrom: 'unknown',
      answers: { lan: 'unknown', host: 'unknown' },
    });
    expect(db.reaches.web).toMatchObject({ direct: false, viaHost: 'unknown', viaGateway: 'unknown' });
    expect(web.reaches.app).toMatchObject({
      direct: true,
      networks: ['front'],
      resolves: true,
      viaHost: false,
    });
    expect([web.egress, db.egress]).toEqual([true, false]);
    expect(shut).toMatchObject({ toHost: false, fromHost: false, egress: false });
  });

  it('knows neither whom an open container reaches, nor who reaches it, but for those of its own namespace', () => {
    const { tool, web, db, side } = json.services;
    expect(tool.reaches.web.direct).toBe('unknown');
    expect(web.reaches.tool.direct).toBe('unknown');
    expect(tool.egress).toBe('unknown');
    expect(tool.reaches.shut.direct).toBe(false);
    expect([db.reaches.side.direct, side.reaches.app.direct]).toEqual([true, true]);
  });

  it('is said', () => {
    expect(json.assumed.foreignHost).toBe('a rootless Engine has a network of its own');
  });

  it('counts for each family, and for all questions of the reach', () => {
    for (const family of ['ipv4', 'ipv6'] as const) {
      expect(reach.family(family).viaHost('db', 'web')).toBe('unknown');
      expect(reach.family(family).facts('web').fromOutside).toBe('unknown');
    }
    expect([reach.viaHost('db', 'web'), reach.reaches('db', 'web')]).toEqual(['unknown', 'unknown']);
    expect(reach.pair('db', 'app')).toMatchObject({ direct: true, networks: ['back'] });
  });
});
