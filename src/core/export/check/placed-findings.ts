// Findings with the places that they point to, apart from whose files those are (a project, a stack, or the file of a host), and the
// names of files in reports.

import { placeOf } from '../../compose/workspace/place-of.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Path } from '../../yaml/tree.ts';

/** A place in a file, as a report names it. */
export interface FindingPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Finds the place that a path of a finding leads to. */
export type FindPlace = (at: Path) => FindingPlace;

/** Findings of one project, or of one stack of a host. */
export interface PlacedFindings {
  readonly findings: readonly Finding[];
  readonly place: FindPlace;
  /** The active profiles. */
  readonly profiles: readonly string[];
}

/** Returns a finder for places in the files of `workspace`. */
export function placesIn(workspace: Workspace): FindPlace {
  return (at) => placeOf(workspace, at);
}

/** Returns a file's name for the reader of the report, such as its path from the root of the repository. */
export type NameOf = (file: string) => string;

export const asNamed: NameOf = (file) => file;

const uriCharacter = /[A-Za-z0-9\-._~/]/;

/** Returns a file name as an escaped URI reference; relative names stay relative. */
export function fileUri(file: string): string {
  let uri = '';
  // Half of a surrogate pair has no bytes.
  for (const character of file.replaceAll('\\', '/').replace(/\p{Cs}/gu, '\ufffd')) {
    uri += uriCharacter.test(character) ? character : encodeURIComponent(character);
  }
  return uri.startsWith('/') ? `file://${uri}` : uri;
}
