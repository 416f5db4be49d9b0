import { describe, expect, it } from 'vitest';
import { fleetReachReport } from '../../contracts/fleet-reach.ts';
import { fleetFacts } from '../../fleet/fleet-facts.ts';
import { fleetOf } from '../../fleet/testing/home-lab.ts';
import { fleetReachJson } from './fleet-reach.ts';
import { fleetReachTable } from './fleet-reach-table.ts';

const facts = fleetFacts(fleetOf());
const noWays = () => () => '"waysIn":[],"bypasses":[]';
const text = [...fleetReachJson(facts, { sparse: true, names: false, waysOf: noWays })].join('');
const report = fleetReachReport.parse(JSON.parse(text));

describe('reach --fleet as JSON', () => {
  it('has machines, networks between them, and services by MACHINE/STACK/SERVICE', () => {
    expect(report.machines.laptop).toEqual({
      addresses: { home: ['192.168.1.50', 'fd00:1::50'] },
      engine: null,
      record: false,
      stacks: {},
      networks: {},
    });
    expect(Object.keys(report.machines.nas?.stacks ?? {})).toEqual(['data']);
    expect(report.networks.mesh).toEqual({
      kind: 'mesh',
      subnets: ['100.64.1.0/24'],
      machines: ['edge', 'nas', 'vps'],
    });
    expect(Object.keys(report.services)).toContain('nas/data/db');
    expect(report.services['nas/data/db']?.owner).toBe('nas/data/db');
  });

  it('says which networks a published port answers: not one that is bound to loopback', () => {
    const from = (service: string) => report.services[service]?.published.map((port) => port.from);
    expect(from('edge/web/proxy')).toEqual([{ home: true, dmz: true, mesh: true, internet: true }]);
    expect(from('nas/data/local')).toEqual([{ home: false, dmz: false, mesh: false, internet: false }]);
  });

  it('names the addresses at which services of other machines are reached, as connect answers', () => {
    const at = report.services['edge/web/proxy']?.reaches['nas/data/db'];
    if (!at || !('at' in at)) throw new Error('edge/web/proxy gets to nas/data/db');
    expect(at.viaMachine).toBe(true);
    for (const { address, port, answer, seen } of at.at)
      expect(facts.connector.ask('edge/web/proxy', `${address}:${port}`)).toMatchObject({
        answer,
        seen,
        by: 'nas/data/db',
      });
    expect(at.at.map(({ address, seen }) => [address, seen])).toEqual([
      ['192.168.1.12', 'asker-machine'],
      ['100.64.1.2', 'asker-machine'],
    ]);
    expect(Object.keys(report.services['edge/web/shut']?.reaches ?? {})).not.toContain('nas/data/db');
  });
});

it('the table says of each port what the JSON says', () => {
  const lines = fleetReachTable(facts).split('\n');
  const heading = lines.find((line) => line.startsWith('published port'))?.split(/ {2,}/) ?? [];
  for (const [name, { published }] of Object.entries(report.services)) {
    const cells = lines.find((line) => line.startsWith(`${name} `))?.split(/ {2,}/);
    for (const { from } of published) {
      if (!cells) expect(new Set(Object.values(from))).toEqual(new Set([false]));
      else
        for (const [network, answer] of Object.entries(from))
          expect([name, network, cells[heading.indexOf(`from ${network}`)]]).toEqual([
            name,
            network,
            answer === 'unknown' ? '?' : answer ? 'yes' : 'no',
          ]);
    }
  }
});
