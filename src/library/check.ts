import { readRuleSet, weighedFindings } from '../cli/questions/weighed-findings.ts';
import { analyze } from '../core/analysis/analyze.ts';
import { assumedOf } from '../core/analysis/assumed.ts';
import { sortFindings } from '../core/analysis/findings/sort-findings.ts';
import { checkJson } from '../core/export/check/check-json.ts';
import type { CheckOptions, CheckReport, Project } from './library-types.ts';
import { loadedOf } from './opened.ts';

/** The findings of a project. */
export function check(project: Project, options: CheckOptions = {}): CheckReport {
  const { rules = 'default', fixes = true } = options;
  const { workspace, reachOptions, name } = loadedOf(project);
  const analysis = analyze(workspace, reachOptions);
  const weighed = weighedFindings(workspace, analysis, readRuleSet(rules), { fixes });
  const findings = sortFindings(workspace, fixes ? weighed : weighed.map((one) => ({ ...one, fixes: [] })));
  return checkJson(workspace, { ...analysis, findings }, assumedOf(workspace, reachOptions, name.from));
}
