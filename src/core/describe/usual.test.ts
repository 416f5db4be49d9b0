import { describe, expect, it } from 'vitest';
import { openDocument } from '../compose/open-document.ts';
import { computeReach } from '../reach/compute-reach.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { usualOf, usualText } from './usual.ts';

function usual(text: string) {
  const { topology } = openDocument(text);
  return usualOf({ topology, reach: computeReach(topology, defaultReachOptions) });
}

describe('usualOf', () => {
  it('is what most services have; one that differs changes nothing of it', () => {
    const found = usual(`services:
  a: { image: x }
  b: { image: x }
  c: { image: x, user: "1000" }
  d: { image: x, cap_drop: [ALL] }
  e: { image: x, network_mode: none }
`);
    expect(found).toEqual({ user: 'root', capabilities: '14 caps' });
    expect(usualText(found)).toBe('usually root with 14 capabilities');
  });

  it('is nothing where services differ, or are few', () => {
    expect(usualText(usual('services: { a: { image: x }, b: { image: x } }'))).toBeNull();
    const halves = usual(`services:
  a: { image: x }
  b: { image: x }
  c: { image: x, user: "1000", cap_drop: [ALL] }
  d: { image: x, user: "1001", cap_drop: [ALL] }
`);
    expect([halves.user, halves.capabilities]).toEqual([null, null]);
  });

  it('does not count what no profile starts', () => {
    const off = 'profiles: [dev], user: "1000"';
    expect(
      usual(`services:
  a: { image: x }
  b: { image: x }
  c: { image: x }
  d: { image: x, ${off} }
  e: { image: x, ${off} }
  f: { image: x, ${off} }
  g: { image: x, ${off} }
`).user,
    ).toBe('root');
  });
});
