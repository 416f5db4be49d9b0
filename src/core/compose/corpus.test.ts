// Opt-in: `CORPUS_DIR=folder npx vitest run src/core/compose/corpus` tries every compose file below that folder: it comes back
// as it is, and every operation that applies keeps all that must hold of an edit, undo included.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDocument } from './open-document.ts';
import { formatOperation } from './operations/operation-text.ts';
import { applicableOperations } from './testing/applicable-operations.ts';
import { checkEdit } from './testing/fuzz/check-edit.ts';

const folder = process.env.CORPUS_DIR;

function composeFiles(root: string): readonly string[] {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return names.filter((name) => /\.ya?ml$/.test(name)).map((name) => join(root, name));
}

describe.skipIf(!folder)('every file of the corpus', () => {
  it.each(folder ? composeFiles(folder) : [])('%s', { timeout: 600_000 }, (path) => {
    const text = readFileSync(path, 'utf8');
    const document = openDocument(text);
    expect(document.text).toBe(text);
    if (document.stale) {
      expect(document.problems[0]?.message).not.toBe('');
      return;
    }
    const failures: string[] = [];
    let applied = 0;
    for (const operation of applicableOperations(document.topology)) {
      const outcome = checkEdit(document, [operation]);
      if (outcome.kind === 'applied') applied++;
      if (outcome.kind === 'failed') failures.push(`${formatOperation(operation)}: ${outcome.failure}`);
    }
    expect(failures.join('\n')).toBe('');
    expect(applied).toBeGreaterThan(0);
  });
});
