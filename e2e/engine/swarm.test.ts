// Exports to Swarm on a real swarm of one node: the stack files are taken as they are, and who reaches whom there is what is
// predicted of them. Needs root; see `scripts/engine-tests.mjs`.

import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDocument } from '../../src/core/compose/open-document.ts';
import { openAlone } from '../../src/core/compose/workspace/open-workspace.ts';
import { exportSwarm } from '../../src/core/export/swarm/export-swarm.ts';
import { defaultReachOptions } from '../../src/core/reach/default-reach-options.ts';
import { parseEngine } from '../../src/core/reach/engine-kinds.ts';
import { hasIngressPort } from '../../src/core/reach/namespaces/ingress-ports.ts';
import { analyze } from '../../src/core/rules/all-rules.ts';
import type { Deployed } from './deploy.ts';
import { deployStacks, endSwarm, type Stack, startSwarm } from './deploy-stack.ts';
import { findEngines } from './docker-tools.ts';
import { type Lab, startLab } from './lab.ts';
import { type Facts, measure } from './measure.ts';
import { planYaml } from './plan-yaml.ts';
import { predict } from './predict.ts';
import { recordProof } from './proof.ts';
import { settings } from './settings.ts';
import { randomPlans } from './topology-plan.ts';

const folder = join(import.meta.dirname, 'stacks');
const { seed, topologies, dockerHost } = settings;

/** Random ones have numbers that no other topology of a run has, so that their ports are their own. */
const firstNumber = 480;
const sources = [
  ...readdirSync(folder)
    .sort()
    .map((name) => ({ name: name.replace('.yaml', ''), text: readFileSync(join(folder, name), 'utf8') })),
  ...randomPlans(seed, Math.min(topologies, 20), 'ipv4').map((plan, index) => ({
    name: `random-${index}`,
    text: `# seed ${seed}, topology ${index}\n${planYaml(plan, firstNumber + index).yaml}`,
  })),
];

/** Each with every port that can be kept: nothing is measured of what is not there. A stack file stays as it is. */
function exported({ name, text }: (typeof sources)[number]): string {
  if (name.endsWith('.stack')) return text;
  const workspace = openAlone(text);
  const engine = parseEngine('26.1.5') ?? defaultReachOptions.engine;
  const analysis = analyze(workspace, { ...defaultReachOptions, engine, project: name });
  const options = { internalPorts: name === 'sealed' ? 'drop' : 'edge', loopback: 'drop' } as const;
  return [...exportSwarm({ workspace, analysis, project: name }, options).texts.values()].join('');
}

/** What is predicted of a stack, but for what only IPVS can answer: ports in ingress mode. */
function predicted({ name, file, text }: Stack): Facts {
  const facts = new Map(predict(file, text, name, 'swarm', ['ipv4']));
  for (const service of openDocument(text).topology.services.values()) {
    if (!hasIngressPort(service)) continue;
    for (const fact of facts.keys()) {
      const own = [`${service.name} fromOutside`, `${service.name} fromWire`].includes(fact);
      if (own || fact.startsWith(`${service.name} port `) || fact.endsWith(` -> ${service.name} viaHost`))
        facts.delete(fact);
    }
  }
  return facts;
}

// A swarm takes the whole Engine: not one that a person named.
const engine = dockerHost === undefined ? (await findEngines())[0] : undefined;

describe.skipIf(engine === undefined)('stacks on a swarm', () => {
  let lab: Lab;
  const stacks = new Map<string, Stack>();
  const deployed = new Map<string, readonly Deployed[]>();
  const totals = { stacks: 0, facts: 0, differences: 0 };

  beforeAll(async () => {
    lab = await startLab(undefined, engine ?? null);
    await startSwarm(lab);
    for (const source of sources) {
      const name = `bh${lab.id}-${source.name.replace('.', '-')}`;
      const stack = { name, file: join(lab.folder, `${name}.yaml`), text: exported(source) };
      await writeFile(stack.file, stack.text);
      stacks.set(source.name, stack);
    }
    const standing = await deployStacks(lab, [...stacks.values()]);
    for (const [at, name] of [...stacks.keys()].entries()) deployed.set(name, standing[at] ?? []);
  });

  afterAll(async () => {
    if (lab) await endSwarm(lab).finally(() => lab.stop());
    recordProof({
      on: `a swarm of Docker Engine ${engine?.version}`,
      what: 'exported stacks: who reaches whom',
      cases: { count: totals.stacks, of: 'stacks' },
      equal: totals.facts - totals.differences,
      different: totals.differences,
      unknown: 0,
    });
    process.stdout.write(
      `Swarm, seed ${seed}: ${totals.stacks} stacks, ${totals.facts} facts compared, ${totals.differences} differences\n`,
    );
  });

  it.each(sources.map((source) => [source.name, source] as const))('%s', async (name, source) => {
    const stack = stacks.get(name);
    if (!stack) throw new Error(`${name} was not exported`);
    // What it does not take is refused here, and what it passes over is said.
    await lab.docker(['stack', 'config', '-c', stack.file]);
    const facts = predicted(stack);
    const measured = await measure(lab, deployed.get(name) ?? [], facts, { families: ['ipv4'], words: [] });
    const differences = [...facts].flatMap(([fact, said]) =>
      measured.get(fact) === said ? [] : [`${fact}: predicted ${said}, measured ${measured.get(fact)}`],
    );
    // A port of which nothing is predicted answers nowhere.
    const open = [...measured].filter(
      ([fact, answer]) => / port \d+$/.test(fact) && !facts.has(fact) && answer !== 'nowhere',
    );
    differences.push(...open.map(([fact, answer]) => `${fact}: not predicted, measured ${answer}`));
    totals.stacks += 1;
    totals.facts += facts.size;
    totals.differences += differences.length;
    if (differences.length > 0) {
      expect.fail(
        [`${name} differs in ${differences.length} facts`, ...differences, '', source.text, stack.text].join(
          '\n',
        ),
      );
    }
  });
});
