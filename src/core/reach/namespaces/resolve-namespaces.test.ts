import { describe, expect, it } from 'vitest';
import { factsOf, reachOf } from '../testing/reach-of.ts';

describe('namespaces', () => {
  it('A8: container: joins the service of that container name; another one is unknown', () => {
    const reach = reachOf(`
services:
  a: { image: p, container_name: the-a, networks: [n] }
  b: { image: p, network_mode: 'container:the-a' }
  c: { image: p, network_mode: 'container:elsewhere' }
  d: { image: p, network_mode: 'container:elsewhere' }
networks: { n: {} }
`);
    expect(factsOf(reach, 'b')).toMatchObject({ isolation: 'joined', owner: 'a', networks: ['n'] });
    expect(factsOf(reach, 'c')).toMatchObject({
      isolation: 'unknown',
      owner: null,
      egress: 'unknown',
      fromOutside: 'unknown',
      published: [],
    });
    expect(reach.direct('b', 'a')).toBe(true);
    expect(reach.direct('c', 'a')).toBe('unknown');
    expect(reach.direct('a', 'c')).toBe('unknown');
    expect(reach.direct('c', 'd')).toBe(true);
  });

  it('a joined service is joined even under an open or closed one, and shares all facts', () => {
    const reach = reachOf(`
services:
  o: { image: p, network_mode: host, ports: ['80:80'] }
  jo: { image: p, network_mode: 'service:o' }
  c: { image: p, network_mode: none }
  jc: { image: p, network_mode: 'service:c' }
`);
    expect(factsOf(reach, 'jo')).toMatchObject({
      isolation: 'joined',
      owner: 'o',
      egress: true,
      fromOutside: true,
    });
    expect(factsOf(reach, 'jo').published.map(({ reachableFrom }) => reachableFrom)).toEqual(['nowhere']);
    expect(factsOf(reach, 'jc')).toMatchObject({
      isolation: 'joined',
      owner: 'c',
      egress: false,
      toHost: false,
    });
    expect(reach.direct('c', 'jc')).toBe(true);
    expect(reach.viaHost('jc', 'o')).toBe(false);
  });

  it('a cycle, or a target that takes no part, is unknown', () => {
    const reach = reachOf(`
services:
  a: { image: p, network_mode: 'service:b' }
  b: { image: p, network_mode: 'service:a' }
  c: { image: p, network_mode: 'service:d' }
  d: { image: p, profiles: [x] }
`);
    for (const name of ['a', 'b', 'c'])
      expect(factsOf(reach, name)).toMatchObject({ isolation: 'unknown', owner: null });
  });
});
