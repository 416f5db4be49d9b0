// Test helpers: a project as text with its proxies and tunnels, without other files.

import { openAlone, withAdjacentFiles } from '../../compose/workspace/open-workspace.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import { type ProjectFacts, projectFacts } from '../../needs/project-facts.ts';
import type { ReachOptions } from '../../reach/reach-model.ts';
import { optionsFor } from '../../reach/testing/reach-of.ts';
import { noFiles } from '../files/project-files.ts';
import { readWays } from '../ways/read-ways.ts';
import { makeWaysReader } from '../ways/ways-reader.ts';

export const readingNoFiles = makeWaysReader(readWays, noFiles);

export function openRead(yaml: string): Workspace {
  return withAdjacentFiles(openAlone(yaml), readingNoFiles);
}

/** Returns the facts of a project called `shop`. */
export function readFacts(yaml: string, more: Partial<ReachOptions> = {}): ProjectFacts {
  return projectFacts(openRead(yaml), optionsFor('28', { project: 'shop', ...more }));
}
