// Findings and where they point, apart from whose files those are: a project's, a stack's, or the file of a host.

import type { Finding } from '../../analysis/findings/finding.ts';
import { placeOf } from '../../compose/workspace/place-of.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { Path } from '../../yaml/tree.ts';

/** A place in a file, as a report names it. */
export interface FindingPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The place where a path of a finding leads. */
export type FindPlace = (at: Path) => FindingPlace;

/** Findings of one project, or of one stack of a host. */
export interface PlacedFindings {
  readonly findings: readonly Finding[];
  readonly place: FindPlace;
  /** The profiles that are on. */
  readonly profiles: readonly string[];
}

/** Places in the files of `workspace`. */
export function placesIn(workspace: Workspace): FindPlace {
  return (at) => placeOf(workspace, at);
}
