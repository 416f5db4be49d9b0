// Compares recorded with possible connections, pair by pair: used, unseen or unpredicted.

import { linksOf } from '../blast/links.ts';
import { isIpLiteral } from '../compose/project/values/ip-literal.ts';
import type { ObservedConnection } from '../observed/record.ts';
import { possibleConnections } from '../observed/shared-names.ts';
import type { Reach } from '../reach/reach-model.ts';
import { bitsOf } from '../reach/rows/bit-row.ts';
import { observedVerdict } from './observed-verdict.ts';

/**
 * The state of a pair: `used` when it is recorded and not known to be impossible, `unseen` when it is possible and not recorded,
 * `unpredicted` when it is recorded although the files rule it out.
 */
export type ObservedState = 'used' | 'unseen' | 'unpredicted';

/** A pair of services or places (`host`, `lan`, `internet`); every outside address counts as `internet`. */
export interface ObservedPair {
  readonly from: string;
  readonly to: string;
  readonly state: ObservedState;
  /** The number of samples that saw the pair, over all ports; 0 for an unseen pair. */
  readonly looks: number;
  /** The ports in ascending order: `5432/tcp`. */
  readonly ports: readonly string[];
}

export interface ObservedPairs {
  /** The recorded pairs, in the order of the record. */
  readonly seen: readonly ObservedPair[];
  /** Returns the possible but unrecorded pairs that start at a service. */
  unseenFrom(service: string): readonly ObservedPair[];
  readonly unseenCount: number;
  /** The number of recorded connections with an end that is neither an active service of these files nor a place. */
  readonly elsewhere: number;
}

/** The place that stands for outside addresses. */
const addressPlace = 'internet';

/** Compares recorded connections, in the names of these files, with a reach. */
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
    for (const candidate of possibleConnections(connection)) {
      if (observedVerdict(reach, candidate) === 'elsewhere') continue;
      const from = isIpLiteral(candidate.from) ? addressPlace : candidate.from;
      const to = isIpLiteral(candidate.to) ? addressPlace : candidate.to;
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
