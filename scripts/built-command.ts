// For tests: the command as it ships, built once for all files of a run, by the first that asks for it; in `npm test`, that of its build.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inject } from 'vitest';

/** Returns the folder of the built command, which tests must not write to. */
export async function builtCommand(): Promise<string> {
  const top = inject('commandFolder');
  const outDir = join(top, 'cli');
  const ended = join(top, 'ended');
  // What Node compiles of it is stored beside it, not in the home of the person who runs the tests.
  process.env.XDG_CACHE_HOME = join(top, 'cache');
  const { BULKHEAD_COMMAND_BUILT: built } = process.env;
  if (built) {
    while (!existsSync(built)) await wait(50);
    if (readFileSync(built, 'utf8') === 'failed') throw new Error('the command could not be built');
    return join(import.meta.dirname, '..', 'dist', 'cli');
  }
  try {
    mkdirSync(join(top, 'begun'));
  } catch {
    // Another thread builds.
    while (!existsSync(ended)) await wait(50);
    if (!existsSync(join(outDir, 'bulkhead.js'))) throw new Error('the command could not be built');
    return outDir;
  }
  try {
    const { build } = await import('vite');
    await build({ configFile: 'vite.cli.config.ts', logLevel: 'silent', build: { outDir } });
  } finally {
    writeFileSync(ended, '');
  }
  return outDir;
}
