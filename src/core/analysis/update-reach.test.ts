import { describe, expect, it } from 'vitest';
import type { Topology } from '../compose/topology.ts';
import { computeReach } from './compute-reach.ts';
import { optionsFor, topologyOf } from './reach/testing/reach-of.ts';
import { updateReach } from './update-reach.ts';

/** The second model with the objects of the first wherever their YAML is the same, as an edit leaves them. */
function edited(before: Topology, after: Topology, changed: string): Topology {
  const services = new Map(before.services);
  const service = after.services.get(changed);
  if (service) services.set(changed, service);
  return { ...after, services, networks: before.networks };
}

describe('updateReach', () => {
  it('minds what others have written into their hosts file for a changed service', () => {
    const yaml = (address: string) => `
services:
  asks: { image: p, networks: [a], extra_hosts: ['t=10.9.0.7'] }
  t: { image: p, networks: { c: { ${address} } } }
networks: { a: {}, c: { ipam: { config: [{ subnet: 10.9.0.0/24 }] } } }
`;
    const before = topologyOf(yaml(''));
    const reach = computeReach(before, optionsFor('28'));
    expect(reach.resolves('asks', 't')).toBe(false);
    const after = edited(before, topologyOf(yaml('ipv4_address: 10.9.0.7')), 't');
    expect(updateReach(reach, after).resolves('asks', 't')).toBe(true);
    expect(reach.resolves('asks', 't')).toBe(false);
  });

  it('leaves the reach before the edit as it was', () => {
    const yaml = (networks: string) => `
services:
  web: { image: p, networks: [a] }
  db: { image: p, networks: ${networks} }
networks: { a: {}, b: {} }
`;
    const before = topologyOf(yaml('[b]'));
    const reach = computeReach(before, optionsFor('28'));
    expect(reach.direct('web', 'db')).toBe(false);
    const next = updateReach(reach, edited(before, topologyOf(yaml('[b, a]')), 'db'));
    expect([next.direct('web', 'db'), next.direct('db', 'web'), next.resolves('web', 'db')]).toEqual([
      true,
      true,
      true,
    ]);
    expect(reach.pair('web', 'db').direct).toBe(false);
    expect(next.facts.get('db')?.networks).toEqual(['a', 'b']);
    expect(reach.facts.get('db')?.networks).toEqual(['b']);
  });
});
