import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { platformReportPretty } from '../platform/platform-report.ts';
import { exported } from './testing/exported.ts';

const golden = (file: string): string => readFileSync(new URL(`golden/${file}`, import.meta.url), 'utf8');

// Each beside its compose file: all that is written, and below it the report as lines of comment.
describe('a stack as Kubernetes gets it', () => {
  it.each([
    ['three-tier', { files: { 'db.txt': 'correct horse\n' } }],
    ['voting', {}],
  ])('%s', (name, setting) => {
    const { text, report } = exported(golden(`${name}.compose.yaml`), setting);
    const lines = platformReportPretty(report).map((line) => `# ${line}`.trimEnd());
    expect(`${text}${lines.join('\n')}\n`).toBe(golden(`${name}.kubernetes.yaml`));
    expect(report.opens).toEqual([]);
    expect(report.lost).toEqual([]);
  });
});
