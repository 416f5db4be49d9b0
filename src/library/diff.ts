import { compareProjects } from '../cli/questions/compare-projects.ts';
import { diffJson } from '../core/export/diff/diff-json.ts';
import type { DiffReport, Project } from './library-types.ts';
import { loadedOf } from './opened.ts';
import { readPieces } from './read-pieces.ts';

/** What the way from one version of a project to another opens and closes. */
export function diff(before: Project, after: Project): DiffReport {
  return readPieces(diffJson(compareProjects(loadedOf(before), loadedOf(after))));
}
