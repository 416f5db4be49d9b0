import { describe, expect, it } from 'vitest';
import { topologyOf } from '../testing/topology-of.ts';

/** Returns `name origin` for each network, in order. */
function networks(text: string): readonly string[] {
  return [...topologyOf(text).networks.values()].map((network) => `${network.name} ${network.origin}`);
}

describe('assembleTopology', () => {
  it('A6: adds the default network only where some service uses it', () => {
    expect(networks('services: { a: { image: x } }')).toEqual(['default implicit']);
    expect(networks('services: { a: { image: x, networks: [default] } }')).toEqual(['default implicit']);
    expect(networks('services: { a: { image: x, network_mode: host } }')).toEqual([]);
    expect(networks('services: { a: { provider: { type: x } } }')).toEqual([]);
    expect(networks('services: {}')).toEqual([]);
  });

  it('A6: a declared default stays as declared', () => {
    const text = 'services: { a: { image: x } }\nnetworks: { default: { internal: true } }';
    expect(networks(text)).toEqual(['default declared']);
    expect(topologyOf(text).networks.get('default')?.internal).toBe(true);
  });

  it('keeps file order; the implicit default and undeclared networks come last', () => {
    const text = `
services:
  b: { image: x, networks: [zz, front] }
  a: { image: x }
  c: { image: x, networks: [yy, zz] }
networks:
  unused:
  front:
`;
    expect(networks(text)).toEqual([
      'unused declared',
      'front declared',
      'default implicit',
      'zz undeclared',
      'yy undeclared',
    ]);
    expect([...topologyOf(text).services.keys()]).toEqual(['b', 'a', 'c']);
  });

  it.each([
    ['Shop', 'shop'],
    ['_my.shop_1', 'myshop_1'],
    ['"!"', null],
  ])('spells the name %s as Compose does', (written, name) => {
    expect(topologyOf(`name: ${written}\nservices: {}\n`).name).toBe(name);
  });

  it('gathers name, profiles, unset variables and other keys, sorted', () => {
    const topology = topologyOf(`
name: "shop\${SUFFIX}"
version: "3"
x-a: 1
volumes: {}
configs: {}
services:
  b: { image: "$B", profiles: [dev] }
  a: { image: "$A", profiles: [prod, dev] }
networks:
  n: { name: "$N" }
`);
    expect(topology.name).toBe('shop');
    expect(topology.profiles).toEqual(['dev', 'prod']);
    expect(topology.unsetVariables).toEqual(['A', 'B', 'N', 'SUFFIX']);
    expect(topology.otherKeys).toEqual(['configs', 'volumes']);
  });

  it('leaves out what is reset', () => {
    const topology = topologyOf(
      'services: { a: !reset { image: x }, b: { image: y } }\nnetworks: { n: !reset {} }',
    );
    expect([...topology.services.keys()]).toEqual(['b']);
    expect([...topology.networks.keys()]).toEqual(['default']);
  });
});
