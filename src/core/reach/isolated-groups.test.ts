import { describe, expect, it } from 'vitest';
import { isolatedGroups } from './isolated-groups.ts';
import type { Reach } from './reach-model.ts';
import { reachOf } from './testing/reach-of.ts';

/** Computes the isolated groups from single pairs. */
function slowly(reach: Reach): readonly (readonly string[])[] {
  const left = reach.services.filter((name) => reach.facts.get(name)?.isolation !== 'open');
  const groups: string[][] = [];
  const seen = new Set<string>();
  for (const first of left) {
    if (seen.has(first)) continue;
    const group = new Set([first]);
    for (const one of group)
      for (const other of left)
        if (one !== other && (reach.direct(one, other) !== false || reach.direct(other, one) !== false))
          group.add(other);
    for (const name of group) seen.add(name);
    groups.push(left.filter((name) => group.has(name)));
  }
  return groups;
}

describe('isolated groups', () => {
  it('are apart where no network leads from one to the other, whatever is published', () => {
    const reach = reachOf(`
services:
  web: { image: p, networks: [front], ports: ['80:80'] }
  app: { image: p, networks: [front, back] }
  db: { image: p, networks: [back] }
  side: { image: p, networks: [other], ports: ['81:80'] }
  guest: { image: p, network_mode: 'service:side' }
  shut: { image: p, network_mode: none }
  open: { image: p, network_mode: host }
networks: { front: {}, back: { internal: true }, other: {} }
`);
    expect(isolatedGroups(reach)).toEqual([['web', 'app', 'db'], ['side', 'guest'], ['shut']]);
    expect(isolatedGroups(reach)).toEqual(slowly(reach));
  });

  it('hold together what is not known to be apart', () => {
    const reach = reachOf(`
services:
  a: { image: p, network_mode: 'container:elsewhere' }
  b: { image: p, networks: [b] }
  c: { image: p, networks: [c] }
networks: { b: {}, c: { driver_opts: { com.docker.network.bridge.enable_icc: 'false' } } }
`);
    expect(isolatedGroups(reach)).toEqual(slowly(reach));
    expect(isolatedGroups(reach).some((group) => group.includes('a') && group.includes('b'))).toBe(
      reach.direct('a', 'b') !== false,
    );
  });

  it('part members of a network that leads nobody to anybody', () => {
    const reach = reachOf(`
services:
  a: { image: p, networks: [n] }
  b: { image: p, networks: [n] }
networks: { n: { driver_opts: { com.docker.network.bridge.enable_icc: 'false' } } }
`);
    expect(isolatedGroups(reach)).toEqual([['a'], ['b']]);
  });
});
