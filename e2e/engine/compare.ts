// Deploys several compose files side by side, measures each, and holds the answers against the predictions.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Family } from '../../src/core/analysis/reach/reach-model.ts';
import { bringUp, type Deployed, takeDown } from './deploy.ts';
import type { Lab } from './lab.ts';
import { type Facts, measure } from './measure.ts';
import { layCable, pullCable } from './namespaces.ts';
import type { Cable } from './plan-yaml.ts';
import { predict } from './predict.ts';

/** One file to deploy, and the cables that its macvlan networks hang on. */
export interface Specimen {
  readonly name: string;
  readonly text: string;
  readonly cables: readonly Cable[];
  /** The families to ask in. */
  readonly families: readonly Family[];
}

export interface Comparison {
  readonly measured: Facts;
  readonly compared: number;
  /** One line each: the fact, what was predicted, what was measured. */
  readonly differences: readonly string[];
}

/**
 * Compares the facts of all `specimens`, each a project of its own. Nothing is measured while anything comes up or goes down:
 * the Engine lifts its rules for moments while it writes them anew.
 */
export async function compareOnEngine(
  lab: Lab,
  version: string,
  specimens: readonly Specimen[],
): Promise<ReadonlyMap<Specimen, Comparison | Error>> {
  const scope = (specimen: Specimen) => {
    const project = `bh${lab.id}-${specimen.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
    return { project, file: join(lab.folder, `${project}.yaml`) };
  };
  const standing = new Map<Specimen, readonly Deployed[] | Error>();
  const results = new Map<Specimen, Comparison | Error>();
  try {
    await Promise.all(
      specimens.map(async (specimen) => {
        const { project, file } = scope(specimen);
        await writeFile(file, specimen.text);
        for (const cable of specimen.cables) await layCable(lab.namespaces, cable);
        standing.set(specimen, await bringUp(lab, project, file).catch(asError));
      }),
    );
    await sleep(600);
    await Promise.all(
      [...standing].map(async ([specimen, services]) => {
        if (services instanceof Error) return results.set(specimen, services);
        const { project, file } = scope(specimen);
        const { text, families } = specimen;
        const predicted = predict(file, text, project, version, families);
        const measured = await measure(lab, services, predicted, families).catch(asError);
        const result = measured instanceof Error ? measured : compareFacts(predicted, measured);
        return results.set(specimen, result);
      }),
    );
  } finally {
    await Promise.all(
      specimens.map(async (specimen) => {
        const { project, file } = scope(specimen);
        await takeDown(lab, project, file);
        for (const { name } of specimen.cables) await pullCable(lab.namespaces, name);
      }),
    );
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
  return { measured, compared: predicted.size, differences };
}
