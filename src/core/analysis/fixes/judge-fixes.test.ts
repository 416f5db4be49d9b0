import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { analyze } from '../analyze.ts';
import { defaultReachOptions } from '../default-reach-options.ts';
import { judgedFindings } from './judge-fixes.ts';

/** A datastore with an open port beside so many others. */
function judged(others: number) {
  const rest = Array.from({ length: others }, (_, at) => `  s${at}: { image: example/s${at}:1 }\n`).join('');
  const workspace = openAlone(`services:\n  db:\n    image: postgres:16\n    ports: ["5432:5432"]\n${rest}`);
  const analysis = analyze(workspace, defaultReachOptions);
  let analyses = 0;
  // An analysis of what a fix leads to begins with the topology before it.
  const counted = Object.defineProperty({ ...analysis }, 'views', {
    get: () => {
      analyses++;
      return analysis.views;
    },
  });
  return { findings: analysis.findings, judged: judgedFindings(workspace, counted, 'default'), analyses };
}

describe('judgedFindings', () => {
  it('tries each fix of a small project', () => {
    expect(judged(3).analyses).toBeGreaterThan(0);
  });

  it('offers the fixes of a large project as they are, and analyses nothing for it', () => {
    const large = judged(100);
    expect(large.judged).toEqual(large.findings);
    expect(large.findings.some(({ fixes }) => fixes.length > 0)).toBe(true);
    expect(large.analyses).toBe(0);
  });
});
