// The analyzer against a real Docker Engine: deploy, ask everything, compare. Needs root; see `scripts/engine-tests.mjs`.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Comparison, compareOnEngine, type Specimen } from './compare.ts';
import { findEngines } from './docker-tools.ts';
import { familyVectorsFor, goldenFamiliesFile, goldenFile, goldenFor } from './golden/vectors.ts';
import { type Lab, startLab } from './lab.ts';
import { planYaml } from './plan-yaml.ts';
import { type FamilyMix, randomPlans } from './random-plan.ts';
import { settings } from './settings.ts';

/** So many stand at once: most of the time is spent waiting for connections that nobody answers. */
const batchSize = 7;
const folder = join(import.meta.dirname, 'topologies');
const { seed, topologies, dockerHost } = settings;

const both = ['ipv4', 'ipv6'] as const;
const specimenOf = (name: string, file: string): Specimen => ({
  name,
  text: readFileSync(file, 'utf8'),
  cables: [],
  families: both,
});
const golden = specimenOf('golden', goldenFile);
const goldenFamilies = specimenOf('golden-families', goldenFamiliesFile);
const fixed = readdirSync(folder)
  .sort()
  .map((name) => specimenOf(name, join(folder, name)));
const mixes: readonly FamilyMix[] = ['ipv4', 'mixed', 'both'];
const random = mixes.flatMap((mix, at) =>
  randomPlans(seed, topologies, mix).map((plan, index): Specimen => {
    // Ports and subnets hang on the number: no two topologies have the same.
    const { yaml, cables } = planYaml(plan, at * topologies + index);
    const name = mix === 'ipv4' ? `random-${index}` : `random-${mix}-${index}`;
    const text = `# seed ${seed}, ${mix}, topology ${index}\n${yaml}`;
    return { name, text, cables, families: mix === 'ipv4' ? ['ipv4'] : both };
  }),
);
/** `goldenFamilies` by itself: not every Engine takes it. */
const batched = [golden, ...fixed, ...random];

const engines = dockerHost === undefined ? await findEngines() : [null];
if (engines.length === 0)
  throw new Error('no Docker Engine: install docker.io, or name one in BULKHEAD_DOCKERD');

describe.each(engines.map((engine) => [engine?.version ?? dockerHost, engine] as const))(
  'Engine %s',
  (_, engine) => {
    let lab: Lab;
    let version: string;
    const batches = new Map<number, ReturnType<typeof compareOnEngine>>();
    const totals = { topologies: 0, facts: 0, differences: 0 };

    beforeAll(async () => {
      lab = await startLab(dockerHost, engine);
      version = await lab.engineVersion();
      process.stdout.write(
        `Engine ${version}: seed ${seed}, ${topologies} random topologies of each mix of families\n`,
      );
    });

    afterAll(async () => {
      await lab?.stop();
      process.stdout.write(
        `Engine ${version}, seed ${seed}: ${totals.topologies} topologies, ${totals.facts} facts compared, ${totals.differences} differences\n`,
      );
    });

    /** The comparison of one specimen; whoever comes first deploys its whole batch. */
    async function comparisonOf(specimen: Specimen): Promise<Comparison> {
      const batch = Math.floor(batched.indexOf(specimen) / batchSize);
      const running =
        batches.get(batch) ??
        compareOnEngine(
          lab,
          version,
          batch < 0 ? [specimen] : batched.slice(batch * batchSize, (batch + 1) * batchSize),
        );
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

    const wrongIn = (
      { measured }: Comparison,
      vectors: readonly (readonly [fact: string, answer: string])[],
    ): readonly string[] =>
      vectors.flatMap(([fact, answer]) =>
        measured.get(fact) === answer ? [] : [`${fact}: ${answer}, not ${measured.get(fact)}`],
      );

    it('golden vectors', async () => {
      expect(wrongIn(await comparisonOf(golden), goldenFor(version))).toEqual([]);
    });

    it('golden vectors of both families', async ({ skip }) => {
      skip(Number(version.split('.')[0]) < 28, 'the Engine has no IPv6 addresses of its own to give');
      expect(wrongIn(await comparisonOf(goldenFamilies), familyVectorsFor(version))).toEqual([]);
    });

    it.each([...fixed, ...random].map((one) => [one.name, one] as const))('%s', async (_name, specimen) => {
      await comparisonOf(specimen);
    });
  },
);
