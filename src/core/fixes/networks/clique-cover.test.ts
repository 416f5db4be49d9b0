import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cliqueCover, type Edge, mostExact } from './clique-cover.ts';

const cover = (...edges: readonly string[]) => {
  const pairs = edges.map((edge): Edge => [edge[0] ?? '', edge[1] ?? '']);
  return cliqueCover([...new Set(edges.join(''))].sort(), pairs).map((clique) => clique.join(''));
};

describe('cliqueCover', () => {
  it('needs one clique for each link of a chain, and one for a triangle', () => {
    expect(cover('ab', 'bc')).toEqual(['ab', 'bc']);
    expect(cover('ab', 'bc', 'ac')).toEqual(['abc']);
    expect(cover()).toEqual([]);
  });

  it('finds the smallest cover where the first edges lead to a larger one', () => {
    // A sun: the triangle in the middle is held by the three around it.
    expect(cover('ab', 'bc', 'ac', 'ax', 'bx', 'by', 'cy', 'az', 'cz')).toEqual(['abx', 'bcy', 'acz']);
  });

  it('holds every edge and no other pair, however many names there are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: mostExact + 4 }),
        fc.array(fc.nat(400), { maxLength: 60 }),
        (size, picks) => {
          const names = Array.from({ length: size }, (_, index) => `n${index}`);
          const pairs = names.flatMap((a, index) => names.slice(index + 1).map((b): Edge => [a, b]));
          const edges = [...new Set(picks.map((pick) => pick % pairs.length))].flatMap((index) => {
            const pair = pairs[index];
            return pair === undefined ? [] : [pair];
          });
          const cliques = cliqueCover(names, edges);
          const held = pairs.filter(([a, b]) =>
            cliques.some((clique) => clique.includes(a) && clique.includes(b)),
          );
          const text = (list: readonly Edge[]) => list.map((pair) => pair.join(' ')).sort();
          expect(text(held)).toEqual(text(edges));
        },
      ),
    );
  });
});
