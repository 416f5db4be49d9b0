import { surveyPage as pageOf } from '../../core/export/survey/survey-page.ts';
import { surveyReport } from '../../core/export/survey/survey-report.ts';
import { defaultReachOptions } from '../../core/reach/default-reach-options.ts';
import { analyze } from '../../core/rules/all-rules.ts';
import { isolationOf } from '../../core/summary/isolation.ts';
import { withLibraryErrors } from './answering.ts';
import type { Isolation, Project, SurveyEntry, SurveyOptions, SurveyReport } from './library-types.ts';
import { loadedOf } from './opened.ts';

/** Returns how far the services of a project are isolated, as facts to count. */
export function isolation(project: Project): Isolation {
  return withLibraryErrors(() => {
    const { workspace, reachOptions } = loadedOf(project);
    return isolationOf(analyze(workspace, reachOptions));
  });
}

/** Counts the facts of many projects, without any of their names. */
export function survey(entries: readonly SurveyEntry[], options: SurveyOptions = {}): SurveyReport {
  const { unreadable = 0, engine = defaultReachOptions.engine.text } = options;
  const counted = entries.map(({ isolation: one, stars = null }) => ({ isolation: one, stars }));
  return surveyReport(counted, { engine, unreadable });
}

/** Returns the report as a self-contained HTML page. */
export function surveyPage(report: SurveyReport): string {
  return [...pageOf(report)].join('');
}
