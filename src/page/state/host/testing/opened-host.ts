// Helper of tests: files by path as the stacks that they make, each by itself.

import { envValues } from '../../../../core/compose/environment/dot-env.ts';
import { newSession } from '../../../../core/session/session-files.ts';
import type { OpenedHost, OpenedStack } from '../../work/opened-stacks.ts';
import { hostEngine } from '../host-engine.ts';

/** Returns a host of `files`: every `FOLDER/compose.yaml` is a stack, `FOLDER/.env` has its variables; each stack can also read `more`. */
export function openedHostOf(
  files: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
): OpenedHost {
  const stacks: OpenedStack[] = [];
  for (const [file, text] of Object.entries(files)) {
    if (!file.endsWith('/compose.yaml')) continue;
    const dir = file.slice(0, -'/compose.yaml'.length);
    const environment = envValues(files[`${dir}/.env`] ?? '');
    const input = { order: [file], texts: new Map([[file, text], ...Object.entries(more)]), environment };
    const project = { input, profiles: null, folder: dir };
    stacks.push({ dir, project, session: newSession(input) });
  }
  return { engine: hostEngine, name: 'home', stacks, leftOut: [], failed: [] };
}
