import { describe, expect, it } from 'vitest';
import type { Isolation } from '../../summary/isolation.ts';
import { surveyPage } from './survey-page.ts';
import { type SurveyEntry, surveyReport } from './survey-report.ts';

const entry = (
  services: number,
  more: Partial<Isolation> = {},
  stars: number | null = null,
): SurveyEntry => ({
  isolation: {
    services,
    flat: null,
    deadPorts: null,
    publishedData: null,
    bypassed: null,
    guardRounded: null,
    ...more,
  },
  stars,
});

const entries = [
  entry(1),
  entry(2, { flat: true, publishedData: true }, 5),
  entry(4, { flat: false, publishedData: 'unknown', bypassed: true }, 1200),
  entry(30, { flat: true, deadPorts: false }),
];
const report = surveyReport(entries, { engine: '29', unreadable: 2 });

describe('a survey', () => {
  it('counts, with what is unknown apart', () => {
    expect(report).toMatchObject({
      version: 1,
      projects: 4,
      unreadable: 2,
      services: { all: 37, median: 4, most: 30 },
      facts: {
        flat: { asked: 3, yes: 2, no: 1, unknown: 0 },
        publishedData: { asked: 2, yes: 1, no: 0, unknown: 1 },
        guardRounded: { asked: 0, yes: 0, no: 0, unknown: 0 },
      },
    });
  });

  it('groups by size, and by stars where these are known', () => {
    expect(report.bySize.map(({ title, projects }) => [title, projects])).toEqual([
      ['1', 1],
      ['2 to 4', 2],
      ['20 and more', 1],
    ]);
    expect(report.byStars.map(({ title, projects }) => [title, projects])).toEqual([
      ['0 to 9', 1],
      ['1000 to 9999', 1],
    ]);
  });

  it('is the same in any order, and a page of its own', () => {
    expect(surveyReport([...entries].reverse(), { engine: '29', unreadable: 2 })).toEqual(report);
    const page = [...surveyPage(report)].join('');
    expect(page).toContain('67 % of 3 stacks of two services and more');
    expect(page).toContain('>1 unknown</text>');
    expect(page).not.toMatch(/<script|\bsrc=|url\(/);
  });

  it('is one of nothing, too', () => {
    const none = surveyReport([], { engine: '29', unreadable: 0 });
    expect(none).toMatchObject({ projects: 0, bySize: [], byStars: [] });
    expect([...surveyPage(none)].join('')).toContain('0 stacks');
  });
});
