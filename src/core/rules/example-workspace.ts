// Opens an example for tests and for the pages of rules, with the readers of ways in and without any other file. The settings of
// a proxy are in the example itself, as labels, flags or `configs`.

import { openAlone } from '../compose/workspace/open-workspace.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { noFiles } from '../ways-in/files/project-files.ts';
import { readWays } from '../ways-in/ways/read-ways.ts';
import { makeWaysReader } from '../ways-in/ways/ways-reader.ts';

const beside = makeWaysReader(readWays, noFiles);

export function openExample(text: string): Workspace {
  const workspace = openAlone(text);
  return { ...workspace, input: { ...workspace.input, beside } };
}
