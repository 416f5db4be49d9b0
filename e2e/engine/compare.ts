// Deploys several specimens side by side, measures each, and holds the answers against the predictions.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Deployed } from './deploy.ts';
import type { Lab } from './lab.ts';
import { type Facts, measure } from './measure.ts';
import { analyzeWritten, predictHost } from './predict.ts';
import type { HostSpecimen, Specimen } from './specimen.ts';

export interface Comparison {
  readonly measured: Facts;
  readonly compared: number;
  /** So many of the predictions were 'unknown'; each is one of the differences. */
  readonly unknown: number;
  /** One line each: the fact, what was predicted, what was measured. */
  readonly differences: readonly string[];
}

/**
 * Compares the facts of all `specimens`. Nothing is measured while anything comes up or goes down: the Engine lifts its rules for
 * moments while it writes them anew.
 */
export async function compareOnEngine(
  lab: Lab,
  version: string,
  specimens: readonly Specimen[],
): Promise<ReadonlyMap<Specimen, Comparison | Error>> {
  const standing = new Map<Specimen, readonly Deployed[] | Error>();
  const results = new Map<Specimen, Comparison | Error>();
  try {
    await Promise.all(
      specimens.map(async (specimen) => {
        standing.set(specimen, await specimen.bringUp(lab).catch(asError));
      }),
    );
    await sleep(600);
    await Promise.all(
      [...standing].map(async ([specimen, services]) => {
        if (services instanceof Error) return results.set(specimen, services);
        const predicted = specimen.predict(lab, version);
        const measured = await measure(lab, services, predicted, specimen).catch(asError);
        const result = measured instanceof Error ? measured : compareFacts(predicted, measured);
        return results.set(specimen, result);
      }),
    );
  } finally {
    await Promise.all(specimens.map((specimen) => specimen.takeDown(lab)));
  }
  return results;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

function compareFacts(predicted: Facts, measured: Facts): Comparison {
  const differences: string[] = [];
  for (const [fact, said] of predicted) {
    const answer = measured.get(fact) ?? 'nothing';
    if (said !== answer) differences.push(`${fact}: predicted ${said}, measured ${answer}`);
  }
  for (const fact of measured.keys()) {
    const unsaid = / fromWire( \(IPv6\))?$/.test(fact);
    if (!predicted.has(fact) && !unsaid) differences.push(`${fact}: not predicted`);
  }
  const unknown = [...predicted.values()].filter((said) => said === 'unknown').length;
  return { measured, compared: predicted.size, unknown, differences };
}

interface UnawareComparison {
  readonly equal: number;
  readonly unknown: number;
  /** One line each: a wrong answer, or an 'unknown' of services that are on no network made by hand. */
  readonly differences: readonly string[];
}

/**
 * Holds what is said of `specimen` without a word about its networks made by hand against what was `measured`: what is said must be so,
 * and unknown may be only what one of them decides.
 */
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
