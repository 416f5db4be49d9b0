import { expect, it } from 'vitest';
import { withEntries, withoutEntries } from './compute-reach.ts';
import { noEntries } from './entries.ts';
import { reachOf } from './testing/reach-of.ts';

const yaml = 'services: { a: { image: p, ports: ["80:80"] }, b: { image: p } }';

it('a reach with entries has every member of the one without, and answers for a tunnel', () => {
  const plain = { ...reachOf(yaml), hostPorts: { listens: () => true, who: () => null } as never };
  const tunnel = { tunnel: 'a', program: 'frp', certain: false, at: [] };
  const over = withEntries(plain, () => ({
    ...noEntries,
    tunnels: (name) => (name === 'b' ? [tunnel] : []),
  }));
  expect(Object.keys(over).sort()).toEqual(Object.keys(plain).sort());
  expect(withoutEntries(over)).toBe(plain);
  const outside = (reach: typeof over) => ['a', 'b'].map((name) => reach.facts.get(name)?.fromOutside);
  expect([outside(plain), outside(over)]).toEqual([
    [true, false],
    [true, 'unknown'],
  ]);
  expect(over.family('ipv4').facts('b').fromOutside).toBe('unknown');
  expect(over.family('ipv4').direct('a', 'b')).toBe(plain.family('ipv4').direct('a', 'b'));
});
