import { describe, expect, it } from 'vitest';
import { defaultReachOptions } from '../../core/analysis/default-reach-options.ts';
import { outsidePlace } from '../../core/analysis/explain/places.ts';
import { computeReach } from '../../core/analysis/reach/compute-reach.ts';
import { openAlone } from '../../core/compose/workspace/open-workspace.ts';
import { cellWords } from './cell-words.ts';
import type { MatrixLine } from './matrix-lines.ts';

const line = (name: string): MatrixLine => ({ name, members: [name], lane: '', group: '', of: null });

function words(yaml: string, from: string, to: string): string {
  const reach = computeReach(openAlone(yaml).topology, defaultReachOptions);
  return cellWords({ reach, roots: new Map() }, line(from), line(to)).words;
}

describe('the family of a cell', () => {
  const yaml = `services:
  six: { image: x, networks: [six] }
  both: { image: x, networks: [six, four] }
  four: { image: x, networks: [four], ports: ['[::]:80:80'] }
networks: { six: { enable_ipv6: true }, four: {} }
`;

  it('is said where only one of them reaches', () => {
    expect(words(yaml, 'six', 'four')).toBe('six reaches over the host four over IPv6 only');
    expect(words(yaml, 'both', 'six')).toBe('both reaches directly six, and finds it by name');
    expect(words(yaml, outsidePlace, 'four')).toBe('Outside reaches over the host four over IPv6 only');
    expect(words(yaml, 'four', outsidePlace)).toBe('four has a way out over IPv4 only');
  });

  it('is not said where no network has IPv6', () => {
    expect(words('services: { a: { image: x }, b: { image: x } }', 'a', 'b')).not.toContain('IPv');
  });
});
