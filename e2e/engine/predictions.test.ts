// The analyzer against a real Docker Engine: deploy, ask everything, compare. Needs root; see `scripts/engine-tests.mjs`.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withDeployment } from './deploy.ts';
import { type Lab, startLab } from './lab.ts';
import { measure } from './measure.ts';
import { predict } from './predict.ts';

const folder = join(import.meta.dirname, 'topologies');
const files = readdirSync(folder).sort();
let lab: Lab;
let version: string;
let compared = 0;

beforeAll(async () => {
  lab = await startLab();
  version = await lab.engineVersion();
});

afterAll(async () => {
  await lab?.stop();
  process.stdout.write(`Engine ${version}: ${compared} facts of ${files.length} topologies compared\n`);
});

it.each(files)('%s behaves as predicted', async (name) => {
  const file = join(folder, name);
  const project = `bh${lab.id}-${name.replace(/\.yaml$/, '')}`;
  const measured = await withDeployment(lab, project, file, (services) => measure(lab, services));
  const predicted = predict(name, readFileSync(file, 'utf8'), project, version);
  const differences: string[] = [];
  for (const [fact, answer] of measured) {
    const said = predicted.get(fact) ?? 'nothing';
    if (said !== answer) differences.push(`${name}: ${fact}: predicted ${said}, measured ${answer}`);
  }
  compared += measured.size;
  expect(differences).toEqual([]);
  expect([...predicted.keys()].sort()).toEqual([...measured.keys()].sort());
});
