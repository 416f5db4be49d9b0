// The analyzer against a real Docker Engine: deploy, ask everything, compare. Needs root; see `scripts/engine-tests.mjs`.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Comparison, compareOnEngine, type Specimen } from './compare.ts';
import { goldenFile, goldenFor } from './golden/vectors.ts';
import { type Lab, startLab } from './lab.ts';
import { planYaml } from './plan-yaml.ts';
import { randomPlans } from './random-plan.ts';
import { settings } from './settings.ts';

/** So many stand at once: most of the time is spent waiting for connections that nobody answers. */
const batchSize = 7;
const folder = join(import.meta.dirname, 'topologies');
const { seed, topologies, dockerHost } = settings;

const golden: Specimen = { name: 'golden', text: readFileSync(goldenFile, 'utf8'), cables: [] };
const fixed = readdirSync(folder)
  .sort()
  .map((name): Specimen => ({ name, text: readFileSync(join(folder, name), 'utf8'), cables: [] }));
const random = randomPlans(seed, topologies).map((plan, index): Specimen => {
  const { yaml, cables } = planYaml(plan, index);
  return { name: `random-${index}`, text: `# seed ${seed}, topology ${index}\n${yaml}`, cables };
});
const all = [golden, ...fixed, ...random];

let lab: Lab;
let version: string;
const batches = new Map<number, ReturnType<typeof compareOnEngine>>();
const totals = { topologies: 0, facts: 0, differences: 0 };

beforeAll(async () => {
  process.stdout.write(`seed ${seed}, ${topologies} random topologies\n`);
  lab = await startLab(dockerHost);
  version = await lab.engineVersion();
});

afterAll(async () => {
  await lab?.stop();
  process.stdout.write(
    `Engine ${version}, seed ${seed}: ${totals.topologies} topologies, ${totals.facts} facts compared, ${totals.differences} differences\n`,
  );
});

/** The comparison of one specimen; whoever comes first deploys its whole batch. */
async function comparisonOf(specimen: Specimen): Promise<Comparison> {
  const batch = Math.floor(all.indexOf(specimen) / batchSize);
  const running =
    batches.get(batch) ??
    compareOnEngine(lab, version, all.slice(batch * batchSize, (batch + 1) * batchSize));
  batches.set(batch, running);
  const comparison = (await running).get(specimen);
  if (comparison === undefined || comparison instanceof Error) {
    throw new Error(`${specimen.name} was not measured: ${comparison?.message}\n\n${specimen.text}`);
  }
  const { differences } = comparison;
  totals.topologies += 1;
  totals.facts += comparison.compared;
  totals.differences += differences.length;
  if (differences.length > 0) {
    const title = `${specimen.name} differs in ${differences.length} facts`;
    expect.fail([title, ...differences, '', specimen.text].join('\n'));
  }
  return comparison;
}

describe('predictions', () => {
  it('golden vectors', async () => {
    const vectors = goldenFor(version);
    const { measured } = await comparisonOf(golden);
    const wrong = vectors.filter(([fact, answer]) => measured.get(fact) !== answer);
    expect(wrong.map(([fact, answer]) => `${fact}: ${answer}, not ${measured.get(fact)}`)).toEqual([]);
  });

  it.each([...fixed, ...random].map((one) => [one.name, one] as const))('%s', async (_, specimen) => {
    await comparisonOf(specimen);
  });
});
