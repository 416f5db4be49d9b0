// The reader of proxy and tunnel configuration, as a value that a project or host carries. Without it ways in are unknown, and rules about
// them report nothing.

import type { AdjacentFiles } from '../../compose/workspace/adjacent-files.ts';
import type { ProjectFiles } from '../files/project-files.ts';
import type { WaysContext } from '../ways-context.ts';
import type { Ways } from './ways.ts';

export interface WaysReader extends AdjacentFiles {
  /** The files that the project, or the stacks of the host, may mount. */
  readonly files: ProjectFiles;
  read(context: WaysContext): Ways;
}

/** Returns the ways reader of a project; null without one. */
export function waysReaderOf(beside: AdjacentFiles | null | undefined): WaysReader | null {
  return beside && isReader(beside) ? beside : null;
}

function isReader(beside: AdjacentFiles): beside is WaysReader {
  return 'read' in beside;
}

/** Makes a ways reader; the module of `read` is loaded only when a service is a proxy or tunnel or requests a route. */
export function makeWaysReader(read: (context: WaysContext) => Ways, files: ProjectFiles): WaysReader {
  return { kind: 'ways-reader', files, read };
}
