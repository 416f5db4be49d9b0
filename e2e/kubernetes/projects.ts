// The projects whose exports are compared: our stacks, the topologies that were measured, random ones, and those below CORPUS_DIR.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { CallFailure } from '../../src/cli/call-failure.ts';
import { openProject } from '../../src/cli/library/open-project.ts';
import { loadedOf } from '../../src/cli/library/opened.ts';
import { propertyRuns, triesAll } from '../../src/core/compose/testing/property-runs.ts';
import { aloneInput, openWorkspace } from '../../src/core/compose/workspace/open-workspace.ts';
import type { Workspace } from '../../src/core/compose/workspace/workspace.ts';
import { defaultReachOptions } from '../../src/core/reach/default-reach-options.ts';
import { analyze } from '../../src/core/rules/all-rules.ts';
import type { Analysis } from '../../src/core/rules/analyze.ts';
import { planYaml } from '../engine/plan-yaml.ts';
import { type FamilyMix, randomPlans } from '../engine/topology-plan.ts';
import { randomStacks } from './random-stack.ts';

/** What an export starts from, with a name to know it by. */
export interface Source {
  readonly name: string;
  readonly workspace: Workspace;
  readonly analysis: Analysis;
  readonly project: string;
}

const number = (name: string, fallback: number): number => Number(process.env[name] ?? fallback);

/** Of random files: the seed, and how many topologies of each mix of families, and stacks. */
export const settings = {
  seed: number('BULKHEAD_KUBERNETES_SEED', 2026),
  topologies: number('BULKHEAD_KUBERNETES_TOPOLOGIES', propertyRuns(4)),
};

const project = 'shop';
const here = import.meta.dirname;

export function sourceOf(name: string, text: string): Source {
  const workspace = openWorkspace(aloneInput(text));
  return { name, workspace, analysis: analyze(workspace, { ...defaultReachOptions, project }), project };
}

function filesOf(folder: string, ending = '.yaml'): readonly Source[] {
  const names = readdirSync(join(here, folder)).filter((name) => name.endsWith(ending));
  return names
    .sort()
    .map((name) => sourceOf(basename(name, ending), readFileSync(join(here, folder, name), 'utf8')));
}

function randomOnes(): readonly Source[] {
  const { seed, topologies } = settings;
  const mixes: readonly FamilyMix[] = ['ipv4', 'mixed', 'both'];
  const stacks = randomStacks(seed, topologies).map((text, index) => sourceOf(`random stack ${index}`, text));
  const plans = mixes.flatMap((mix, at) =>
    randomPlans(seed, topologies, mix).map((plan, index) =>
      sourceOf(`random ${mix} ${index}`, planYaml(plan, at * topologies + index).yaml),
    ),
  );
  return [...plans, ...stacks];
}

export function ownProjects(): readonly Source[] {
  const measured = ['../engine/topologies', '../engine/golden'].flatMap((folder) => filesOf(folder));
  const shown = filesOf('../../src/core/export/kubernetes/golden', '.compose.yaml');
  // The time goes with the square of the services.
  const stacks = filesOf('../stacks/files').filter(
    ({ workspace }) => triesAll || workspace.topology.services.size <= 30,
  );
  return [...shown, ...filesOf('stacks'), ...stacks, ...measured, ...randomOnes()];
}

/** Every compose file below `folder` by itself, with what it includes and extends; files of which no model can be made are left out. */
export async function corpusProjects(folder: string): Promise<readonly Source[]> {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources: Source[] = [];
  for (const path of found.filter((name) => /\.ya?ml$/.test(name)).sort()) {
    const file = join(folder, path);
    if (!/^(services|include):/m.test(readFileSync(file, 'utf8'))) continue;
    try {
      const opened = await openProject({ files: [file], folder, environment: {} });
      const { workspace, reachOptions, name } = loadedOf(opened);
      const analysis = analyze(workspace, reachOptions);
      if (analysis.reach.services.length === 0) continue;
      sources.push({ name: relative(folder, file), workspace, analysis, project: name.name ?? project });
    } catch (error) {
      // What `bulkhead` refuses to read has no export either.
      if (!(error instanceof CallFailure)) throw error;
    }
  }
  return sources;
}
