// Our model of every case, compared with what Docker Compose reads in the same files.

import { afterAll, expect, it } from 'vitest';
import { allCases, type Case } from './cases.ts';
import { compare, type Outcome } from './compare.ts';
import { findCompose } from './find-compose.ts';

const tool = await findCompose();
const cases = allCases(process.env.CORPUS_DIR);
const outcomes = new Map<Outcome, string[]>();

it.concurrent.each(cases.map((project): [string, Case] => [project.name, project]))(
  '%s',
  async (_, project) => {
    if (tool === null) throw new Error('Docker Compose is not installed');
    const { outcome, lines } = await compare(tool.command, project);
    const names = outcomes.get(outcome) ?? [];
    outcomes.set(outcome, [...names, lines.length > 0 ? `${project.name}: ${lines[0]}` : project.name]);
    expect(outcome === 'different' ? lines : []).toEqual([]);
  },
);

afterAll(() => {
  const version = tool === null ? 'no Docker Compose' : `Docker Compose ${tool.version}`;
  const parts = [...outcomes].map(([outcome, names]) => `${names.length} ${outcome}`).sort();
  const listed: readonly Outcome[] = [
    'different',
    'outside the model',
    'older Docker Compose',
    'written deviation',
  ];
  const lists = listed.flatMap((outcome) =>
    (outcomes.get(outcome) ?? []).sort().map((name) => `  ${outcome}: ${name}`),
  );
  process.stdout.write(`${version}: ${cases.length} projects: ${parts.join(', ')}\n${lists.join('\n')}\n`);
});
