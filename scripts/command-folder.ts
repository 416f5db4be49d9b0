// Of each run of Vitest: a folder for the command that its tests build, gone at the end.

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
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-command-'));
  project.provide('commandFolder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
