// Opt-in: `CORPUS_DIR=folder npx vitest run src/core/compose/corpus` tries every compose file below that folder: it comes back
// as it is, and every operation that applies keeps all that must hold of an edit, undo included. The end of its last service is
// also commented out, and must say the same when it is switched on again after an edit.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../text/edit.ts';
import { entriesOf } from '../yaml/tree.ts';
import { openDocument } from './open-document.ts';
import { formatOperation, parseOperation } from './operations/operation-text.ts';
import { planOperation } from './operations/plan-operations.ts';
import { firstDifference } from './operations/steps/expect-model.ts';
import { applicableOperations } from './testing/applicable-operations.ts';
import { checkEdit } from './testing/fuzz/check-edit.ts';

const folder = process.env.CORPUS_DIR;

function composeFiles(root: string): readonly string[] {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return names.filter((name) => /\.ya?ml$/.test(name)).map((name) => join(root, name));
}

const EDITS = [
  'add-network=fresh',
  'add-service=fresh:nginx:1.27',
  'user=SERVICE:4711',
  'label=SERVICE:fresh:a',
];

/** Returns the failures after the last keys of the last service are commented out, an edit is made, and they are restored. */
function commentedOut(text: string): string[] {
  const document = openDocument(text);
  const last = document.fragments.findLast(({ kind }) => kind === 'service');
  const entries =
    last?.tree?.kind === 'map' && !last.tree.flow && !text.includes('&') ? last.tree.entries : [];
  const failures: string[] = [];
  for (const [index, { keySpan }] of entries.entries()) {
    if (index === 0 || index < entries.length - 2 || !last) continue;
    const before = document.fragments.slice(0, document.fragments.indexOf(last));
    const from = before.reduce((sum, { length }) => sum + length, 0);
    const start = text.lastIndexOf('\n', from + keySpan.from) + 1;
    const end = from + (last.tree?.to ?? 0);
    const whole = text.slice(start, end).split(/\r?\n/);
    for (const way of ['start', 'own']) {
      const off = whole.map((line) => (way === 'start' ? `#${line}` : line.replace(/\S/, '#$&')));
      if (off.some((line) => line === '#' || line.trim() === '')) continue;
      const part = `${text.slice(0, start)}${off.join(text.includes('\r\n') ? '\r\n' : '\n')}${text.slice(end)}`;
      for (const edit of EDITS) {
        const operation = parseOperation(edit.replace('SERVICE', last.name));
        if (!operation.ok) throw new Error(operation.error.message);
        const [planned, wanted] = [part, text].map((one) =>
          planOperation(openDocument(one), operation.value),
        );
        if (!planned?.ok || !wanted?.ok) continue;
        const edited = applyEdits(part, planned.value);
        const lines = edited.split('\n').map((line) => whole[off.indexOf(line.replace(/\r$/, ''))] ?? line);
        const on = openDocument(lines.join('\n')).topology;
        const expected = openDocument(applyEdits(text, wanted.value)).topology;
        const difference = firstDifference(expected, on) ?? firstDifference(on, expected);
        // A key that is off and is added is there twice.
        const again = on.services.get(last.name)?.tree;
        if (
          difference !== null &&
          entriesOf(again).length > 0 &&
          !/^(?:user|labels)$/.test(entries[index]?.key ?? '')
        )
          failures.push(`${edit} with ${entries[index]?.key} off (${way}): ${difference}`);
      }
    }
  }
  return failures;
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
    const failures: string[] = commentedOut(text);
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
