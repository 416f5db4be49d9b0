// Edits as Docker Compose reads them: every operation that applies to a stack, carried out in the file and, by other means,
// in an override over it. Docker Compose must read what the operation means, and the same from both.
// CORPUS_EDITS names a folder of more stacks, of which every ninth operation is tried: all would take an hour.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../src/core/compose/operations/operation.ts';
import { formatOperation } from '../../src/core/compose/operations/operation-text.ts';
import { applicableOperations } from '../../src/core/compose/testing/applicable-operations.ts';
import { openAlone } from '../../src/core/compose/workspace/open-workspace.ts';
import { planInWorkspace } from '../../src/core/compose/workspace/plan/plan-in-workspace.ts';
import { writeToOwner } from '../../src/core/compose/workspace/plan/writing.ts';
import { compare } from './compare.ts';
import { type DockerAnswer, dockerConfig } from './docker-config.ts';
import { findCompose } from './find-compose.ts';

const tool = await findCompose();
const own = join(import.meta.dirname, 'edits');
const folders = [own, ...(process.env.CORPUS_EDITS ? [process.env.CORPUS_EDITS] : [])];

function stacks(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return names.filter((name) => /\.ya?ml$/.test(name)).map((name) => join(folder, name));
}

/** A folder with these files, gone after `work`. */
async function inFolder<T>(
  files: Readonly<Record<string, string>>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'bulkhead-edits-'));
  // Compose takes the project's name from the folder.
  const folder = join(root, 'shop');
  mkdirSync(folder);
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return await work(folder);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The answer with lists in one order: an override appends where the file inserts. */
function unordered(answer: DockerAnswer): unknown {
  if (!answer.accepted) return answer.reason.split('\n', 1)[0];
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      const items = value.map(sorted);
      return items.map((item) => JSON.stringify(item)).sort();
    }
    if (typeof value !== 'object' || value === null) return value;
    // The file's own extensions are edited where they stand; an empty mapping says as much as none.
    const entries = Object.entries(value).filter(([key]) => !key.startsWith('x-'));
    if (entries.length === 0) return null;
    return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
  };
  return { ...(sorted(answer.config) as object), name: '' };
}

/** An override knows no anchors of another file, Docker Compose 2.26 no `gw_priority`, and no Compose an intent. */
function isPlain({ type }: Operation): boolean {
  return !['at-anchor', 'gw-priority', 'intent', 'unintent'].includes(type);
}

const accepted = new Map<string, Promise<boolean>>();

/** Whether Docker Compose takes the stack as it is; of another one it would not show what an edit means. */
function isAccepted(command: readonly string[], text: string): Promise<boolean> {
  const known = accepted.get(text);
  if (known) return known;
  const asked = inFolder({ 'compose.yaml': text }, async (folder) => {
    return (await dockerConfig(command, folder, ['compose.yaml'])).accepted;
  });
  accepted.set(text, asked);
  return asked;
}

/** What is wrong with an operation as Docker Compose reads its result; null where nothing is, or where it is refused. */
async function fault(command: readonly string[], text: string, operation: Operation): Promise<string | null> {
  if (!(await isAccepted(command, text))) return null;
  const workspace = openAlone(text);
  const inFile = planInWorkspace(workspace, [operation], writeToOwner);
  if (!inFile.ok) return null;
  const after = inFile.value.workspace.input.texts.get('compose.yaml') ?? '';
  if (inFile.value.workspace.problems.length > workspace.problems.length) return null;
  const verdict = await inFolder({ 'compose.yaml': after }, (folder) =>
    compare(command, { name: 'edited', folder, files: ['compose.yaml'], own: false }),
  );
  if (verdict.outcome === 'different') return `in the file: ${verdict.lines.join('; ')}\n${after}`;
  const over = planInWorkspace(workspace, [operation], { into: 'over.yaml', locked: new Set() });
  if (!over.ok) return `no override: ${over.error.message}`;
  const override = over.value.workspace.input.texts.get('over.yaml');
  if (override === undefined) return null;
  const alone = await inFolder({ 'compose.yaml': after }, (folder) =>
    dockerConfig(command, folder, ['compose.yaml']),
  );
  const both = await inFolder({ 'compose.yaml': text, 'over.yaml': override }, (folder) =>
    dockerConfig(command, folder, ['compose.yaml', 'over.yaml']),
  );
  const [expected, found] = [unordered(alone), unordered(both)].map((one) => JSON.stringify(one, null, 1));
  return expected === found ? null : `the override says something else:\n${override}\n${found}\n${expected}`;
}

for (const folder of folders) {
  describe.each(stacks(folder).map((path) => [basename(path), readFileSync(path, 'utf8')] as const))(
    '%s',
    (_, text) => {
      const { topology, stale } = openAlone(text);
      const operations = stale
        ? []
        : applicableOperations(topology)
            .filter(isPlain)
            .filter((_, at) => folder === own || at % 9 === 0);
      it.concurrent.each(operations.map((one) => [formatOperation(one), one] as const))(
        '%s',
        async (_name, operation) => {
          if (tool === null) throw new Error('Docker Compose is not installed');
          expect(await fault(tool.command, text, operation)).toBeNull();
        },
      );
    },
  );
}
