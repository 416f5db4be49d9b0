// An empty `network_mode`, as measured (A19).

import { describe, expect, it } from 'vitest';
import { factsOf, reachOf } from './testing/reach-of.ts';

const empty = (more: string): string =>
  `services:\n  a: { image: x, network_mode: "", ports: ["81:80"]${more}`;

describe('network_mode: ""', () => {
  it('beside networks is those', () => {
    const reach = reachOf(
      `${empty(', networks: [n] }')}\n  b: { image: x, networks: [n] }\nnetworks: { n: {} }\n`,
    );
    expect(reach.pair('b', 'a')).toMatchObject({ direct: true, networks: ['n'], resolves: true });
  });

  it('is the default network where there is one', () => {
    const reach = reachOf(
      `${empty(' }')}\n  b: { image: x }\n  c: { image: x, networks: [n] }\nnetworks: { n: {} }\n`,
    );
    expect(factsOf(reach, 'a')).toMatchObject({ networks: ['default'], fromOutside: true });
    expect([reach.direct('b', 'a'), reach.direct('c', 'a')]).toEqual([true, false]);
  });

  it('is none in a project without networks', () => {
    expect(factsOf(reachOf(`${empty(' }')}\n`), 'a')).toMatchObject({ isolation: 'closed', egress: false });
  });

  it('is unknown where nothing starts', () => {
    const reach = reachOf(`${empty(' }')}\n  c: { image: x, networks: [n] }\nnetworks: { n: {} }\n`);
    expect(factsOf(reach, 'a').isolation).toBe('unknown');
  });
});
