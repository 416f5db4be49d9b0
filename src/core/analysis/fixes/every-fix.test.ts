import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { planInWorkspace } from '../../compose/workspace/plan/plan-in-workspace.ts';
import { analyze } from '../analyze.ts';
import { defaultReachOptions } from '../default-reach-options.ts';
import { fixObjection } from './fix-objection.ts';

// `CORPUS_DIR` names a folder with more files.
const folders = [
  join(import.meta.dirname, '../../../../e2e/engine/topologies'),
  process.env.CORPUS_DIR ?? '',
];
const files = folders.filter(Boolean).flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(folder, name)),
);

/** What is wrong with the fixes that the findings of a file offer: one line each. */
function wrongFixes(text: string): readonly string[] {
  const workspace = openAlone(text);
  if (workspace.empty || workspace.stale) return [];
  const before = analyze(workspace, defaultReachOptions);
  const wrong: string[] = [];
  for (const finding of before.findings) {
    for (const { title, operations } of finding.fixes) {
      const what = `${finding.rule} ${finding.subjects.join(' ')}: ${title}`;
      const planned = planInWorkspace(workspace, operations);
      if (!planned.ok) {
        wrong.push(`${what}: ${planned.error.message}`);
        continue;
      }
      const after = planned.value.workspace;
      if (after.stale) wrong.push(`${what}: cannot be read afterwards`);
      const objection = fixObjection(before, analyze(after, defaultReachOptions), finding);
      if (objection !== null) wrong.push(`${what}: ${objection}`);
    }
  }
  return wrong;
}

describe('every fix of every finding', () => {
  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(4);
  });

  it.each(files)('%s: can be made, mends, cuts no need and brings no worry', (file) => {
    expect(wrongFixes(readFileSync(file, 'utf8'))).toEqual([]);
  });
});
