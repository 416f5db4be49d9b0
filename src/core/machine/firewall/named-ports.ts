// The ports that the rules of a firewall name: what they decide differs from what holds for all others.

import type { PortRange, Ruleset } from './ruleset.ts';

/** The largest number of named ports that are examined; further ones are ignored. */
const maxNamed = 24;

const known = new WeakMap<Ruleset, readonly PortRange[]>();

/** Returns the destination ports and port ranges that rules name, in ascending order. */
export function namedPorts(ruleset: Ruleset): readonly PortRange[] {
  const ports = known.get(ruleset) ?? portsIn(ruleset);
  known.set(ruleset, ports);
  return ports;
}

function portsIn({ chains }: Ruleset): readonly PortRange[] {
  const found = new Map<string, PortRange>();
  for (const base of chains)
    for (const { rules } of [base, ...base.chains.values()])
      for (const { matches } of rules)
        for (const match of matches) {
          if (
            match.kind !== 'destination-port' &&
            match.kind !== 'original-port' &&
            match.kind !== 'any-port'
          )
            continue;
          for (const range of match.ranges) found.set(`${range.first}-${range.last}`, range);
        }
  return [...found.values()].sort((a, b) => a.first - b.first || a.last - b.last).slice(0, maxNamed);
}
