import { describe, expect, it } from 'vitest';
import { fleetFacts } from '../../fleet/fleet-facts.ts';
import { fleetOf, homeLab, homeRecords } from '../../fleet/testing/home-lab.ts';
import { wholeScene } from '../host-scene.ts';
import { fleetHeadline } from './fleet-headline.ts';
import { fleetPicture } from './fleet-picture.ts';

const room = { width: 1360, height: 760 };
const pictureOf = (...given: Parameters<typeof fleetOf>) => fleetPicture(fleetFacts(fleetOf(...given)));
const picture = pictureOf();
const scene = wholeScene(picture, room);
const placeOf = (machine: string) => {
  const found = scene.bands.find(({ band }) => band.stack === machine);
  if (!found) throw new Error(`no band ${machine}`);
  return found;
};
const labels = (machine: string) => placeOf(machine).band.ways.map(({ label }) => label);

describe('the map of a fleet', () => {
  it('has the Internet first, then LANs and meshes as lines, with a point for each machine on them', () => {
    expect(scene.rails.map(({ rail }) => rail.network)).toEqual(['internet', 'home', 'dmz', 'mesh']);
    expect(placeOf('nas').stations.map(({ network, members }) => [network, ...members])).toEqual([
      ['home', '192.168.1.12', 'fd00:1::12'],
      ['mesh', '100.64.1.2'],
    ]);
    expect(placeOf('vps').stations.map(({ network }) => network)).toEqual(['internet', 'mesh']);
  });

  it('has the router between the Internet and the machines behind it, and nobody else', () => {
    const [gate] = scene.routers;
    if (!gate) throw new Error('no router');
    expect(
      gate.router.forwards.map(({ port, to, limited, answers }) => [port, to, limited, answers]),
    ).toEqual([
      ['443/tcp', 'edge:8443', false, true],
      ['8096/tcp', 'nas:8096', true, 'unknown'],
    ]);
    const wallEnd = gate.wall.y + gate.wall.height;
    for (const machine of ['edge', 'nas', 'laptop']) {
      expect(placeOf(machine).middle).toBeGreaterThan(gate.middle);
      expect(placeOf(machine).middle).toBeLessThan(wallEnd);
    }
    expect(placeOf('vps').middle).toBeLessThan(gate.wall.y);
    expect(gate.wall.x).toBeGreaterThan(scene.outside.x + scene.outside.width);
    expect(gate.wall.x + gate.wall.width).toBeLessThan(placeOf('edge').rect.x);
  });

  it('says which ports answer the Internet, at which port it asks, and which answer other networks', () => {
    expect(placeOf('edge').band.ways[0]).toMatchObject({ kind: 'outside', title: '443', ports: '8443' });
    expect(labels('edge')).toEqual(['Internet: 8443']);
    expect(labels('nas')).toEqual(['home, dmz, mesh: 5432', 'home: 8096', 'home, mesh: 5353/udp']);
    expect(labels('laptop')).toEqual([]);
  });

  it('calls a machine without a record unknown, never closed', () => {
    const unsure = pictureOf(homeLab, { ...homeRecords, nas: undefined });
    const nas = unsure.bands.find(({ stack }) => stack === 'nas');
    expect(nas?.rooms[0]?.words).toBe('no record');
    expect(nas?.ways.every(({ tone }) => tone === 'unknown')).toBe(true);
    expect(fleetHeadline(unsure).at(-1)?.text).toBe('without a record, the firewall of nas is unknown');
  });

  it('draws no wall where the file says nothing of routers, but says so', () => {
    const alone = pictureOf(homeLab.slice(0, homeLab.indexOf('routers:')));
    expect(alone.titles.wall).toBe('no router stated');
    expect(wholeScene(alone, room).routers).toEqual([]);
  });

  it('marks a forward that leads to nobody', () => {
    const lost = pictureOf(homeLab.replace('443/tcp -> edge:8443', '443/tcp -> nas:8444'));
    expect(lost.routers[0]?.forwards[0]).toMatchObject({ port: '443/tcp', answers: false });
    expect(fleetHeadline(lost).map(({ text }) => text)).toContain('1 forward leads to nobody');
  });

  it('gives rows and walls of routers a place of their own', () => {
    const two = pictureOf(
      homeLab.replace(
        'names:',
        '  second:\n    addresses: { mesh: 100.64.1.99, internet: 203.0.113.78 }\nnames:',
      ),
    );
    const { routers, bands, outside } = wholeScene(two, room);
    const rows = [...routers, ...bands].map(({ rect }) => rect).sort((a, b) => a.y - b.y);
    for (const [index, { y, height }] of rows.entries())
      expect(rows[index + 1]?.y ?? Infinity).toBeGreaterThanOrEqual(y + height);
    const [one, other] = routers.map(({ wall }) => wall.x).sort((a, b) => a - b);
    expect(Number(other)).toBeGreaterThan(Number(one));
    expect(Number(one)).toBeGreaterThan(outside.x + outside.width);
  });
});
