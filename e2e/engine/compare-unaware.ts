// The same host once more without a word about the networks made by hand: what is said must be so, and unknown may be only what one
// of them decides.

import type { HostSpecimen } from './host-specimen.ts';
import type { Facts } from './measure.ts';
import { analyzeWritten, predictHost } from './predict-host.ts';

export interface UnawareComparison {
  readonly equal: number;
  readonly unknown: number;
  /** One line each: a wrong answer, or an 'unknown' of services that are on no network made by hand. */
  readonly differences: readonly string[];
}

/** Holds what is said of `specimen` without its networks made by hand against what was `measured`. */
export function compareUnaware(specimen: HostSpecimen, version: string, measured: Facts): UnawareComparison {
  const nothing = new Map();
  const { joined, reach } = analyzeWritten(specimen.host, version, nothing);
  const made = [...joined.networks.values()].filter(({ madeBy }) => madeBy === null);
  const members = new Set(made.flatMap((network) => network.members));
  const isOnOne = (service: string): boolean => members.has(reach.facts.get(service)?.owner ?? '');
  const differences: string[] = [];
  let equal = 0;
  let unknown = 0;
  for (const [fact, said] of predictHost(specimen, version, nothing)) {
    const answer = measured.get(fact) ?? 'nothing';
    if (said === answer) {
      equal += 1;
    } else if (said !== 'unknown') {
      differences.push(`${fact}: predicted ${said} without the networks made by hand, measured ${answer}`);
    } else if (subjectsOf(fact).some(isOnOne)) {
      unknown += 1;
    } else {
      differences.push(`${fact}: unknown, though no network made by hand decides it`);
    }
  }
  return { equal, unknown, differences };
}

/** The one or two services that a fact is about. */
function subjectsOf(fact: string): readonly string[] {
  const [first = '', arrow, second = ''] = fact.split(' ');
  return arrow === '->' ? [first, second] : [first];
}
