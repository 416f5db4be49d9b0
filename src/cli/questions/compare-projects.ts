// Two versions of a project side by side: for `diff` and for the library.

import { assumedOf } from '../../core/describe/assumed.ts';
import {
  type DiffReport,
  type DiffSide,
  diffReport,
  projectSide,
} from '../../core/export/diff/diff-report.ts';
import { analyze } from '../../core/rules/all-rules.ts';
import type { LoadedProject } from '../input/load-project.ts';

/** Returns what `after` opens and closes compared with `before`. */
export function compareProjects(before: LoadedProject, after: LoadedProject): DiffReport {
  return diffReport(sideOf(before, after), sideOf(after, before));
}

/**
 * Returns one side of the comparison. A project name that comes only from the folder must not change the order of networks between versions
 * of one project (G1).
 */
function sideOf(project: LoadedProject, other: LoadedProject): DiffSide {
  const weak = project.name.from === 'folder' || project.name.from === 'unknown';
  const name = weak && other.name.name !== null ? other.name.name : project.reachOptions.project;
  const analysis = analyze(project.workspace, { ...project.reachOptions, project: name });
  const assumed = assumedOf(project.workspace, project.reachOptions, project.name.from);
  return projectSide(project.workspace, analysis, assumed);
}
