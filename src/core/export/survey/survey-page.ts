// The counts of a survey as a page that stands by itself: a chart of bars, and the same numbers in tables.

import { countText } from '../../compose/numbers.ts';
import type { SurveyCount, SurveyGroup, SurveyReport } from '../../contracts/survey.ts';
import { type IsolationFact, isolationFacts, isolationTexts } from '../../summary/isolation.ts';
import { htmlPage, htmlPicture, htmlTable } from '../html/html-parts.ts';
import { svgElement, svgRoot, svgText } from '../svg/svg-element.ts';
import { svgThemes } from '../svg/svg-theme.ts';

const theme = svgThemes.inherited;
const bar = { x: 24, width: 820, height: 22, step: 62 } as const;

/** Yields the page in pieces. */
export function surveyPage(report: SurveyReport): Generator<string, void, undefined> {
  const { projects, unreadable, services, engine } = report;
  const read = unreadable === 0 ? '' : ` ${countText(unreadable)} more could not be read.`;
  const lead = [
    `${countText(projects)} stacks with ${countText(services.all)} services: the median has ${services.median}, the largest ${countText(services.most)}.${read}`,
    'Each share is of the stacks to which the question applies. Unknown facts are counted separately, never as no.',
  ];
  const sections = [
    {
      id: 'all',
      title: 'All stacks',
      content: `${htmlPicture(barChart(report.facts), 'Shares as bars')}${factTable(report)}`,
    },
    { id: 'size', title: 'By number of services', content: groupTable('services', report.bySize) },
    ...(report.byStars.length === 0
      ? []
      : [{ id: 'stars', title: 'By stars', content: groupTable('stars', report.byStars) }]),
  ];
  const foot = `<p>Predicted by Bulkhead for Engine ${engine}, from the files alone. No name of a stack, a service or a file is stored.</p>\n`;
  return htmlPage('The state of isolation', lead, sections, foot);
}

function share({ yes, asked }: SurveyCount): string {
  return asked === 0 ? '–' : `${Math.round((100 * yes) / asked)} %`;
}

function factTable({ facts }: SurveyReport): string {
  const rows = isolationFacts.map((fact) => {
    const { asked, yes, no, unknown } = facts[fact];
    const { what, of } = isolationTexts[fact];
    return [what, share(facts[fact]), ...[yes, no, unknown, asked].map(countText), of];
  });
  const head = ['what', 'share', 'yes', 'no', 'unknown', 'asked', 'of'];
  return htmlTable({ caption: 'The same as numbers', head, rows }, 'No stack.');
}

function groupTable(unit: string, groups: readonly SurveyGroup[]): string {
  const rows = groups.map(({ title, projects, facts }) => [
    title,
    countText(projects),
    ...isolationFacts.map((fact) => {
      const { yes, asked } = facts[fact];
      return asked === 0 ? '–' : `${share(facts[fact])} (${yes} of ${asked})`;
    }),
  ]);
  const head = [unit, 'stacks', ...isolationFacts.map((fact) => isolationTexts[fact].what)];
  return htmlTable({ caption: `Shares by ${unit}`, head, rows }, 'No stack.');
}

/** Returns one bar per fact: true, unknown and false shares. Text states the share too, so that colour is not needed. */
function barChart(facts: SurveyReport['facts']): string {
  const parts = isolationFacts.flatMap((fact, index) => oneBar(fact, facts[fact], 20 + index * bar.step));
  const height = 20 + isolationFacts.length * bar.step;
  return svgRoot(bar.width + 160, height, ['<title>Shares of stacks</title>', ...parts]);
}

function oneBar(fact: IsolationFact, count: SurveyCount, y: number): readonly string[] {
  const { asked, yes, unknown } = count;
  const { what, of } = isolationTexts[fact];
  const width = (part: number) => (asked === 0 ? 0 : (bar.width * part) / asked);
  const rect = { y: y + 8, height: bar.height };
  const words = asked === 0 ? `no ${of}` : `${share(count)} of ${countText(asked)} ${of}`;
  return [
    svgText(`${what}: ${words}`, { x: bar.x, y, fill: theme.ink }),
    svgElement('rect', { ...rect, x: bar.x, width: bar.width, fill: theme.card, stroke: theme.line }),
    svgElement('rect', { ...rect, x: bar.x, width: width(yes), fill: theme.outside }),
    svgElement('rect', {
      ...rect,
      x: bar.x + width(yes),
      width: width(unknown),
      fill: theme.dim,
      'fill-opacity': 0.35,
    }),
    svgText(unknown === 0 ? '' : `${countText(unknown)} unknown`, {
      x: bar.x + bar.width + 12,
      y: y + 24,
      fill: theme.dim,
    }),
  ];
}
