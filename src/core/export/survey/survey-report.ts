// How far many projects are isolated, as counts. No name of any of them is kept.

import type { SurveyCount, SurveyGroup, SurveyReport } from '../../contracts/survey.ts';
import { type Isolation, type IsolationFact, isolationFacts } from '../../summary/isolation.ts';

/** The facts of one project in the survey. */
export interface SurveyEntry {
  readonly isolation: Isolation;
  readonly stars: number | null;
}

const sizes = [1, 2, 5, 10, 20];
const stars = [0, 10, 100, 1000, 10_000];

/** Returns the counts over all projects. */
export function surveyReport(
  entries: readonly SurveyEntry[],
  { engine, unreadable }: { readonly engine: string; readonly unreadable: number },
): SurveyReport {
  const counts = entries.map(({ isolation }) => isolation.services).sort((a, b) => a - b);
  const size = ({ isolation }: SurveyEntry) => isolation.services;
  return {
    version: 1,
    engine,
    projects: entries.length,
    unreadable,
    services: {
      all: counts.reduce((sum, count) => sum + count, 0),
      median: counts[counts.length >> 1] ?? 0,
      most: counts.at(-1) ?? 0,
    },
    facts: factsOf(entries),
    bySize: groups(entries, sizes, size),
    byStars: groups(
      entries.filter((surveyEntry) => surveyEntry.stars !== null),
      stars,
      (surveyEntry) => surveyEntry.stars ?? 0,
    ),
  };
}

function factsOf(entries: readonly SurveyEntry[]): Readonly<Record<IsolationFact, SurveyCount>> {
  const count = (fact: IsolationFact): SurveyCount => {
    const values = entries.map(({ isolation }) => isolation[fact]).filter((value) => value !== null);
    const of = (wanted: (typeof values)[number]) => values.filter((value) => value === wanted).length;
    return { asked: values.length, yes: of(true), no: of(false), unknown: of('unknown') };
  };
  const [flat, deadPorts, publishedData, bypassed, guardRounded] = isolationFacts;
  return {
    flat: count(flat),
    deadPorts: count(deadPorts),
    publishedData: count(publishedData),
    bypassed: count(bypassed),
    guardRounded: count(guardRounded),
  };
}

/** Returns groups that begin at each of `starts`, without empty ones. */
function groups(
  entries: readonly SurveyEntry[],
  starts: readonly number[],
  by: (entry: SurveyEntry) => number,
): readonly SurveyGroup[] {
  return starts.flatMap((from, index) => {
    const end = starts[index + 1];
    const ownSurveyEntries = entries.filter(
      (surveyEntry) => by(surveyEntry) >= from && (end === undefined || by(surveyEntry) < end),
    );
    if (ownSurveyEntries.length === 0) return [];
    const title =
      end === undefined ? `${from} and more` : end === from + 1 ? String(from) : `${from} to ${end - 1}`;
    return [{ title, projects: ownSurveyEntries.length, facts: factsOf(ownSurveyEntries) }];
  });
}
