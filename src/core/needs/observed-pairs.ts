// What was seen to flow beside what may flow, pair by pair: which way is used, which was not seen, which nobody predicted.

import { linksOf } from '../blast/links.ts';
import { isIpLiteral } from '../compose/project/values/ip-literal.ts';
import type { ObservedConnection } from '../observed/record.ts';
import { possibleConnections } from '../observed/shared-names.ts';
import type { Reach } from '../reach/reach-model.ts';
import { bitsOf } from '../reach/rows/bit-row.ts';
import { observedVerdict } from './observed-verdict.ts';

/** `used`: open by the files, or not known to be closed, and seen. `unseen`: open, and not seen. `unpredicted`: seen, and closed by the files. */
export type ObservedState = 'used' | 'unseen' | 'unpredicted';

/** Two sides, each a service or a place (`host`, `lan`, `internet`); an address of the outside is `internet` or `lan`, whichever. */
export interface ObservedPair {
  readonly from: string;
  readonly to: string;
  readonly state: ObservedState;
  /** In how many looks, over all its ports; 0 for what was not seen. */
  readonly looks: number;
  /** `5432/tcp`, in ascending order. */
  readonly ports: readonly string[];
}

export interface ObservedPairs {
  /** Those that were seen, in the order of the record. */
  readonly seen: readonly ObservedPair[];
  /** Pairs of services that are open and were not seen, by the service that may ask. */
  unseenFrom(service: string): readonly ObservedPair[];
  readonly unseenCount: number;
  /** Connections of the record with a side that is no active service of these files and no place. */
  readonly elsewhere: number;
}

/** The place that an address of the outside stands for. */
const outside = 'internet';

/** What `connections`, in the names of these files, say of `reach`. */
export function observedPairs(reach: Reach, connections: readonly ObservedConnection[]): ObservedPairs {
  const seen = new Map<string, { pair: ObservedPair; ports: Map<string, number> }>();
  const targets = new Map<string, Set<string>>();
  let elsewhere = 0;
  for (const connection of connections) {
    const verdict = observedVerdict(reach, connection);
    if (verdict === 'elsewhere') {
      elsewhere++;
      continue;
    }
    for (const one of possibleConnections(connection)) {
      if (observedVerdict(reach, one) === 'elsewhere') continue;
      const from = isIpLiteral(one.from) ? outside : one.from;
      const to = isIpLiteral(one.to) ? outside : one.to;
      const key = `${from}\n${to}`;
      const known = seen.get(key);
      const state = verdict === 'closed' || known?.pair.state === 'unpredicted' ? 'unpredicted' : 'used';
      const ports = known?.ports ?? new Map<string, number>();
      ports.set(`${connection.port}/${connection.protocol}`, connection.port);
      const looks = (known?.pair.looks ?? 0) + connection.looks;
      seen.set(key, { pair: { from, to, state, looks, ports: [] }, ports });
      const seenTargets = targets.get(from) ?? new Set<string>();
      targets.set(from, seenTargets.add(to));
    }
  }
  const links = linksOf(reach, 'certain');
  const indexes = new Map(reach.services.map((name, index) => [name, index]));
  const unseenTo = (service: string): readonly string[] => {
    const index = indexes.get(service);
    if (index === undefined) return [];
    const seenTargets = targets.get(service);
    return bitsOf(links.row(index)).flatMap((target) => {
      const name = reach.services[target] ?? '';
      return target === index || seenTargets?.has(name) === true ? [] : [name];
    });
  };
  return {
    seen: [...seen.values()].map(({ pair, ports }) => ({
      ...pair,
      ports: [...ports].sort((a, b) => a[1] - b[1]).map(([text]) => text),
    })),
    unseenFrom: (from) =>
      unseenTo(from).map((to) => ({ from, to, state: 'unseen' as const, looks: 0, ports: [] })),
    unseenCount: reach.services.reduce((count, name) => count + unseenTo(name).length, 0),
    elsewhere,
  };
}
