// Of each run of Vitest: a folder for the command that its tests build, gone at the end, and no variable that points git elsewhere, as
// those of a hook that runs the tests do.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    readonly commandFolder: string;
  }
}

export default function setup(project: TestProject): () => void {
  for (const name of Object.keys(process.env)) if (name.startsWith('GIT_')) delete process.env[name];
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-command-'));
  project.provide('commandFolder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
