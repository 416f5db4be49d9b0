import { describe, expect, it } from 'vitest';
import { openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import { everyFinding, type FindingFilter, isShownBy } from './finding-filter.ts';

const analysis = analyze(
  openAlone(`services:
  web: { image: nginx, networks: [front, back], ports: ["443:443"], depends_on: [db] }
  db: { image: postgres, networks: [back], privileged: true }
networks: { front: {}, back: {}, spare: {} }
`),
  defaultReachOptions,
);

const shown = (filter: Partial<FindingFilter>) =>
  analysis.findings.filter((finding) => isShownBy({ ...everyFinding, ...filter }, finding, analysis));

describe('the filter of findings', () => {
  it('shows all at first', () => {
    expect(shown({})).toEqual(analysis.findings);
  });

  it('leaves severities out', () => {
    const left = shown({ without: new Set(['info', 'warning']) });
    expect(left.length).toBeGreaterThan(0);
    expect(left.every(({ severity }) => severity === 'error')).toBe(true);
  });

  it('by tier keeps what names a service of it, first or not', () => {
    const data = shown({ tier: 'data' }).map(({ rule, subjects }) => [rule, subjects.includes('db')]);
    expect(data).toContainEqual(['CN501', true]);
    expect(data.every(([, named]) => named)).toBe(true);
    expect(shown({ tier: 'data' }).length).toBeLessThan(analysis.findings.length);
  });

  it('by service keeps what names it', () => {
    const left = shown({ service: 'web' });
    expect(left.length).toBeGreaterThan(0);
    expect(left.every(({ subjects }) => subjects.includes('web'))).toBe(true);
  });

  it('of a service that went away asks for nothing', () => {
    expect(shown({ service: 'ghost' })).toEqual(analysis.findings);
  });

  it('asks for all of it together', () => {
    expect(shown({ tier: 'data', service: 'db', without: new Set(['error', 'warning', 'info']) })).toEqual(
      [],
    );
  });
});
