import { expect, it } from 'vitest';
import { aloneInput } from '../../../core/compose/workspace/open-workspace.ts';
import { noRules } from '../../../core/findings/rule-book.ts';
import { openWhenRead } from '../import/open-project.ts';
import { openWithRules } from './fetch-rules.ts';
import { drawnAnalysis, isAnalyzing } from './selectors.ts';
import { createWorkStore, type WorkStore } from './work-store.ts';

const project = {
  input: aloneInput('services: { web: { image: nginx, ports: ["80:80"] } }\n'),
  profiles: null,
  folder: null,
};

/** Returns the number of findings of each picture that `work` has drawn since. */
function countsOf(work: WorkStore): readonly number[] {
  const counts: number[] = [];
  work.subscribe((state) => {
    const analysis = drawnAnalysis(state);
    if (analysis !== null) counts.push(analysis.findings.length);
  });
  return counts;
}

it('a file that is opened before the rules are there waits for them, and is never shown without its findings', async () => {
  const work = createWorkStore(noRules);
  const counts = countsOf(work);
  await openWhenRead(work, project);
  expect(counts.length).toBeGreaterThan(0);
  expect(counts).not.toContain(0);
  expect(isAnalyzing(work.getState())).toBe(false);
});

it('a sample waits for them as well', async () => {
  const work = createWorkStore(noRules);
  const counts = countsOf(work);
  await new Promise<void>((done) => {
    openWithRules(work, () => {
      work.openProject(project);
      done();
    });
  });
  expect(counts).toEqual([counts[0]]);
  expect(counts[0]).toBeGreaterThan(0);
});

it('a design that is begun before them counts as being analysed, and has its findings, previews as well, once they come', async () => {
  const work = createWorkStore(noRules);
  work.operate([{ type: 'add-network', network: 'lan', internal: false }], 'Add lan');
  work.dispatch({
    type: 'edit-text',
    file: 'compose.yaml',
    edits: [{ from: 0, to: 12, insert: 'services: { web: { image: nginx, ports: ["80:80"] } }' }],
    label: 'Type',
  });
  expect(isAnalyzing(work.getState())).toBe(true);
  expect(drawnAnalysis(work.getState())?.findings).toEqual([]);
  const lan = [{ type: 'add-network', network: 'other', internal: false }] as const;
  expect(work.preview(lan).ok).toBe(true);
  const { ruleBook } = await import('../../../core/rules/rule-book.ts');
  work.setRules(ruleBook);
  expect(isAnalyzing(work.getState())).toBe(false);
  const { findings = [] } = drawnAnalysis(work.getState()) ?? {};
  expect(findings.map(({ rule }) => rule)).toContain('CN209');
  const preview = work.preview(lan);
  expect(preview.ok && preview.value.analysis.book).toBe(ruleBook);
});
