// What reads the configuration of proxies and tunnels, as a value that goes along with a project or a host. Where it is missing nothing of
// it is known, and rules about ways in say nothing.

import type { AdjacentFiles } from '../../compose/workspace/adjacent-files.ts';
import type { ProjectFiles } from '../files/project-files.ts';
import type { WaysContext } from '../ways-context.ts';
import type { Ways } from './ways.ts';

export interface WaysReader extends AdjacentFiles {
  /** The files that the project, or the stacks of the host, may mount. */
  readonly files: ProjectFiles;
  read(ground: WaysContext): Ways;
}

/** The reader that stands beside a project; null without one. */
export function waysReaderOf(beside: AdjacentFiles | null | undefined): WaysReader | null {
  return beside && isReader(beside) ? beside : null;
}

function isReader(beside: AdjacentFiles): beside is WaysReader {
  return 'read' in beside;
}

/** `read` comes from a module that is loaded only where something is a proxy or a tunnel, or asks for a route. */
export function makeWaysReader(read: (ground: WaysContext) => Ways, files: ProjectFiles): WaysReader {
  return { kind: 'ways-reader', files, read };
}
