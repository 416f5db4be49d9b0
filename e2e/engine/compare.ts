// Deploys several specimens side by side, measures each, and holds the answers against the predictions.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Deployed } from './deploy.ts';
import type { Lab } from './lab.ts';
import { type Facts, measure } from './measure.ts';
import type { Specimen } from './specimen.ts';

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
