// The analyzer against a real Docker Engine: deploy, ask everything, compare. Needs root; see `scripts/engine-tests.mjs`.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Comparison, compareOnEngine, compareUnaware } from './compare.ts';
import { findEngines } from './docker-tools.ts';
import { goldenHosts } from './golden/hosts.ts';
import { familyVectorsFor, goldenFamiliesFile, goldenFile, goldenFor } from './golden/vectors.ts';
import { randomHosts } from './host-plan.ts';
import { hostYaml } from './host-yaml.ts';
import { type Lab, startLab } from './lab.ts';
import { isNamesKey } from './measure.ts';
import { planYaml } from './plan-yaml.ts';
import { recordProof } from './proof.ts';
import { settings } from './settings.ts';
import { fileSpecimen, type HostSpecimen, hostSpecimen, type Specimen } from './specimen.ts';
import { type FamilyMix, randomPlans } from './topology-plan.ts';

/** So many stand at once: most of the time is spent waiting for connections that nobody answers. */
const batchSize = 7;
/** As many as there are without an option: hosts are small. */
const hostBatchSize = 9;
const folder = join(import.meta.dirname, 'topologies');
const { seed, topologies, hosts, dockerHost } = settings;

const both = ['ipv4', 'ipv6'] as const;
const specimenOf = (name: string, file: string): Specimen =>
  fileSpecimen(name, readFileSync(file, 'utf8'), [], both);
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
    return fileSpecimen(name, text, cables, mix === 'ipv4' ? ['ipv4'] : both);
  }),
);
const randomHost = randomHosts(seed, hosts).map((plan, index) =>
  // The fixed hosts have the numbers from 90 on.
  hostSpecimen(`host-${index}`, hostYaml(plan, index), `# seed ${seed}, host ${index}\n`),
);
const goldenHost = goldenHosts().map((one) => ({
  ...one,
  specimen: hostSpecimen(`golden-host-${one.name}`, one.host),
}));
const batchedHosts: readonly Specimen[] = [...goldenHost.map(({ specimen }) => specimen), ...randomHost];
/** `goldenFamilies` by itself: not every Engine takes it. */
const batched = [golden, ...fixed, ...random];
const batches = [
  [goldenFamilies],
  ...inBatches(batched, batchSize),
  ...inBatches(batchedHosts, hostBatchSize),
];

function inBatches(specimens: readonly Specimen[], size: number): readonly (readonly Specimen[])[] {
  const count = Math.ceil(specimens.length / size);
  return Array.from({ length: count }, (_, at) => specimens.slice(at * size, (at + 1) * size));
}

const engines = dockerHost === undefined ? await findEngines() : [null];
if (engines.length === 0)
  throw new Error('no Docker Engine: install docker.io, or name one in BULKHEAD_DOCKERD');

describe.each(engines.map((engine) => [engine?.version ?? dockerHost, engine] as const))(
  'Engine %s',
  (_, engine) => {
    let lab: Lab;
    let version: string;
    const measuring = new Map<readonly Specimen[], ReturnType<typeof compareOnEngine>>();
    const totals = { topologies: 0, facts: 0, differences: 0 };
    /** The same by what they were asked over. */
    const byFamilies = new Map<
      string,
      { topologies: number; equal: number; different: number; unknown: number }
    >();
    const hostTotals = { hosts: 0, facts: 0, names: 0, equal: 0, different: 0, unknown: 0 };
    /** Of the hosts whose networks made by hand are kept from the analyzer. */
    const unaware = { hosts: 0, equal: 0, unknown: 0, different: 0 };

    beforeAll(async () => {
      lab = await startLab(dockerHost, engine);
      version = await lab.engineVersion();
      process.stdout.write(
        `Engine ${version}: seed ${seed}, ${topologies} random topologies of each mix of families, ${hosts} random hosts\n`,
      );
    });

    afterAll(async () => {
      await lab?.stop();
      process.stdout.write(
        `Engine ${version}, seed ${seed}: ${totals.topologies} topologies, ${totals.facts} facts compared, ${totals.differences} differences\n`,
      );
      const on = `Docker Engine ${version}`;
      for (const [families, { topologies: count, ...found }] of byFamilies)
        recordProof({
          on,
          what: `who reaches whom, ${families}`,
          cases: { count, of: 'topologies' },
          ...found,
        });
      const { hosts, facts, names, equal, different, unknown } = hostTotals;
      recordProof({
        on,
        what: 'hosts of several stacks: who reaches whom, and who answers to a name',
        cases: { count: hosts, of: 'hosts' },
        equal,
        different,
        unknown,
      });
      recordProof({
        on,
        what: 'hosts of which networks made by hand are not known',
        cases: { count: unaware.hosts, of: 'hosts' },
        equal: unaware.equal,
        different: unaware.different,
        unknown: unaware.unknown,
      });
      process.stdout.write(
        `Engine ${version}, seed ${seed}: ${hosts} hosts, ${facts} facts and ${names} names compared, ${equal} equal, ${different} different, ${unknown} unknown\n`,
      );
      process.stdout.write(
        `Engine ${version}, seed ${seed}: ${unaware.hosts} hosts without their networks made by hand, ${unaware.equal} equal, ${unaware.different} different, ${unaware.unknown} unknown\n`,
      );
    });

    /** The comparison of one specimen; whoever comes first deploys its whole batch. */
    async function comparisonOf(specimen: Specimen): Promise<Comparison> {
      const batch = batches.find((one) => one.includes(specimen)) ?? [specimen];
      const running = measuring.get(batch) ?? compareOnEngine(lab, version, batch);
      measuring.set(batch, running);
      const comparison = (await running).get(specimen);
      if (comparison === undefined || comparison instanceof Error) {
        throw new Error(`${specimen.name} was not measured: ${comparison?.message}\n\n${specimen.text}`);
      }
      return comparison;
    }

    function expectNone({ name, text }: Specimen, differences: readonly string[]): void {
      if (differences.length === 0) return;
      expect.fail([`${name} differs in ${differences.length} facts`, ...differences, '', text].join('\n'));
    }

    async function expectSame(specimen: Specimen): Promise<Comparison> {
      const comparison = await comparisonOf(specimen);
      totals.topologies += 1;
      totals.facts += comparison.compared;
      totals.differences += comparison.differences.length;
      const families = specimen.families.length > 1 ? 'IPv4 and IPv6' : 'IPv4';
      const own = byFamilies.get(families) ?? { topologies: 0, equal: 0, different: 0, unknown: 0 };
      byFamilies.set(families, own);
      own.topologies += 1;
      own.equal += comparison.compared - comparison.differences.length;
      own.different += comparison.differences.length - comparison.unknown;
      own.unknown += comparison.unknown;
      expectNone(specimen, comparison.differences);
      return comparison;
    }

    async function expectSameHost(specimen: HostSpecimen): Promise<Comparison> {
      const comparison = await comparisonOf(specimen);
      const { compared, measured, unknown, differences } = comparison;
      const names = [...measured.keys()].filter(isNamesKey).length;
      hostTotals.hosts += 1;
      hostTotals.facts += compared - names;
      hostTotals.names += names;
      hostTotals.equal += compared - differences.length;
      hostTotals.different += differences.length - unknown;
      hostTotals.unknown += unknown;
      const without = specimen.asAssumed ? compareUnaware(specimen, version, measured) : null;
      if (without) {
        unaware.hosts += 1;
        unaware.equal += without.equal;
        unaware.unknown += without.unknown;
        unaware.different += without.differences.length;
      }
      expectNone(specimen, [...differences, ...(without?.differences ?? [])]);
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
      expect(wrongIn(await expectSame(golden), goldenFor(version))).toEqual([]);
    });

    it('golden vectors of both families', async ({ skip }) => {
      skip(Number(version.split('.')[0]) < 28, 'the Engine has no IPv6 addresses of its own to give');
      expect(wrongIn(await expectSame(goldenFamilies), familyVectorsFor(version))).toEqual([]);
    });

    it.each([...fixed, ...random].map((one) => [one.name, one] as const))('%s', async (_name, specimen) => {
      await expectSame(specimen);
    });

    it.each(goldenHost.map((one) => [one.specimen.name, one] as const))('%s', async (_name, one) => {
      const comparison = await expectSameHost(one.specimen);
      expect(wrongIn(comparison, [...(one.measured.get(version) ?? [])])).toEqual([]);
    });

    it.each(randomHost.map((one) => [one.name, one] as const))('%s', async (_name, specimen) => {
      await expectSameHost(specimen);
    });
  },
);
