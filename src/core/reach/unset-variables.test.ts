// An unset variable may hold any value, so a connection that one of its values would open is never reported as impossible. Each literal of
// the stacks that affects the network is replaced by `${UNSET}`, one at a time; the answer is compared with those of the literal and of all
// literals at the same key.

import { describe, expect, it } from 'vitest';
import type { Reach } from './reach-model.ts';
import { everyUnset } from './testing/every-unset.ts';
import { reachOf } from './testing/reach-of.ts';

/** Returns every fact that may be true, one line each. */
function mayBeOpen(reach: Reach): ReadonlySet<string> {
  const open = new Set<string>();
  for (const [name, facts] of reach.facts) {
    for (const fact of [
      'egress',
      'egressNeedsRoute',
      'toHost',
      'fromHost',
      'fromOutside',
      'fromWire',
    ] as const)
      if (facts[fact] !== false) open.add(`${name} ${fact}`);
    for (const other of reach.services) {
      if (other === name) continue;
      for (const fact of ['direct', 'viaHost', 'resolves'] as const)
        if (reach[fact](name, other) !== false) open.add(`${name} ${fact} ${other}`);
    }
  }
  return open;
}

describe('a variable without a value', () => {
  it.each(everyUnset())('shuts nothing: $stack, $place', ({ text, values }) => {
    const unset = reachOf(text);
    expect(unset.services.length).toBeGreaterThan(4);
    const open = mayBeOpen(unset);
    for (const value of values) {
      const known = reachOf(value);
      // Profiles and scale decide which services take part; services that take part in both are compared.
      const shown = [...mayBeOpen(known)].filter((line) =>
        line.split(' ').every((word, index) => index === 1 || unset.facts.has(word)),
      );
      expect(shown.filter((line) => !open.has(line))).toEqual([]);
    }
  });
});
