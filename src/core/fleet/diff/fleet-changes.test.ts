import { describe, expect, it } from 'vitest';
import { fleetFacts } from '../fleet-facts.ts';
import { fleetOf, homeLab, homeRecords, homeStacks } from '../testing/home-lab.ts';
import { fleetChanges } from './fleet-changes.ts';

const lab = fleetFacts(fleetOf()).reach;

function changes({ text = homeLab, stacks = homeStacks, records = homeRecords }) {
  return fleetChanges(lab, fleetFacts(fleetOf(text, records, stacks)).reach);
}

describe('changes between machines', () => {
  it('are none between equal fleets', () => {
    expect(changes({})).toEqual({ opened: [], closed: [], waysOpened: [], waysClosed: [] });
  });

  it('of a list of a mesh: who may ask, at the mesh address alone', () => {
    const { opened, closed, waysClosed } = changes({
      text: homeLab.replace('"edge -> nas:5432/tcp", ', ''),
    });
    expect(opened).toEqual([]);
    const onMesh = closed.map(({ from, to, at }) => `${from} ${to} ${at}`);
    expect(onMesh).toContain('edge/web/proxy nas/data/db 100.64.1.2:5432');
    expect(onMesh.every((change) => change.endsWith('nas/data/db 100.64.1.2:5432'))).toBe(true);
    // The VPS may still ask there.
    expect(waysClosed).toEqual([]);
  });

  it('of a forward: the Internet gets in, and the router answers a machine without Docker', () => {
    const { opened, waysOpened, waysClosed } = changes({
      text: homeLab.replace('forwards: [', 'forwards: ["9000/tcp -> nas:5432", '),
    });
    expect(waysOpened).toEqual([
      { service: 'nas/data/db', kind: 'way-in', port: '0.0.0.0:5432/tcp', from: 'internet' },
    ]);
    expect(waysClosed).toEqual([]);
    expect(opened).toContainEqual({
      from: 'laptop',
      to: 'nas/data/db',
      kind: 'machine',
      at: ['203.0.113.77:9000'],
    });
  });

  it('of NAT: who gets to the Internet no more', () => {
    const { closed } = changes({ text: homeLab.replace('nat: [home]', 'nat: []') });
    const internet = closed.filter(({ to }) => to === 'internet').map(({ from }) => from);
    expect(internet).toContain('nas/data/db');
    expect(internet).toContain('laptop');
    expect(internet).not.toContain('vps/site/web');
  });

  it('of a binding: each network that loses the port, and each service that did ask for it', () => {
    const nas = {
      'data/compose.yaml': homeStacks.nas?.['data/compose.yaml']?.replace('"5432:', '"127.0.0.1:5432:') ?? '',
    };
    const { opened, closed, waysClosed } = changes({ stacks: { ...homeStacks, nas } });
    expect(opened).toEqual([]);
    expect(waysClosed.map(({ from, service }) => `${from} ${service}`)).toEqual([
      'dmz nas/data/db',
      'home nas/data/db',
      'mesh nas/data/db',
    ]);
    expect(new Set(closed.map(({ to }) => to))).toEqual(new Set(['nas/data/db']));
    expect(closed.map(({ from }) => from)).toContain('laptop');
    expect(closed.map(({ from }) => from)).not.toContain('edge/web/shut');
  });

  it('of a binding to one address: the network that it is on keeps its way in, under any spelling of the port', () => {
    const nas = {
      'data/compose.yaml':
        homeStacks.nas?.['data/compose.yaml']?.replace('"5432:', '"192.168.1.12:5432:') ?? '',
    };
    const { waysOpened, waysClosed } = changes({ stacks: { ...homeStacks, nas } });
    expect(waysOpened).toEqual([]);
    expect(waysClosed.map(({ from, service }) => `${from} ${service}`)).toEqual(['mesh nas/data/db']);
  });
});
