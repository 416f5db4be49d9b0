// For tests only: random files and random edits of them, for as long as asked; everything that fails, made small.

import type { ComposeDocument } from '../../document.ts';
import { openDocument } from '../../open-document.ts';
import type { Operation } from '../../operations/operation.ts';
import { formatOperation } from '../../operations/operation-text.ts';
import { checkChange, randomChange } from './check-bytes.ts';
import { checkEdit, type Outcome } from './check-edit.ts';
import { type Random, seededRandom } from './random.ts';
import { randomFile } from './random-file.ts';
import { randomOperation } from './random-operation.ts';
import { shrink } from './shrink.ts';

interface FuzzFailure {
  readonly failure: string;
  readonly text: string;
  readonly operations: readonly string[];
}

interface FuzzReport {
  readonly seed: number;
  readonly files: number;
  readonly tried: number;
  readonly applied: number;
  readonly unchanged: number;
  /** The number of refusals by code, the most frequent first. */
  readonly refused: readonly (readonly [string, number])[];
  /** One refusal of each code: its message and the operation. */
  readonly examples: ReadonlyMap<string, string>;
  /** The number of announced refusals by Compose, by code. */
  readonly gained: ReadonlyMap<string, number>;
  readonly byteChanges: number;
  readonly failures: readonly FuzzFailure[];
}

/** The number of tries on one file before the next one. */
const PER_FILE = 40;
const MOST_FAILURES = 20;

/** Makes `edits` tries from one seed; calls `onProgress` at each thousand. */
export function runFuzz(
  seed: number,
  edits: number,
  onProgress: (tried: number, failures: readonly FuzzFailure[]) => void = () => {},
): FuzzReport {
  const random = seededRandom(seed);
  const refused = new Map<string, number>();
  const examples = new Map<string, string>();
  const gained = new Map<string, number>();
  const failures = new Map<string, FuzzFailure>();
  const count = { files: 0, tried: 0, applied: 0, unchanged: 0, byteChanges: 0 };
  while (count.tried < edits && failures.size < MOST_FAILURES) {
    const text = randomFile(random);
    let document = openDocument(text);
    count.files++;
    if (document.text !== text)
      failures.set('text', { failure: 'text: not what was opened', text, operations: [] });
    if (document.stale) continue;
    for (let i = 0; i < PER_FILE && count.tried < edits; i++) {
      const operations = randomOperations(random, document);
      const outcome = checkEdit(document, operations);
      count.tried++;
      if (count.tried % 1000 === 0) onProgress(count.tried, [...failures.values()]);
      note(outcome, document.text, operations);
      // Now and then the edited file is the next one to edit, as a person would.
      if (outcome.kind === 'applied' && random.chance(30)) document = outcome.document;
      if (random.chance(10)) checkBytes(document);
    }
  }
  const byCount = [...refused].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return { seed, ...count, refused: byCount, gained, examples, failures: [...failures.values()] };

  function note(outcome: Outcome, text: string, operations: readonly Operation[]): void {
    switch (outcome.kind) {
      case 'applied':
        count.applied++;
        for (const code of outcome.gained) gained.set(code, (gained.get(code) ?? 0) + 1);
        return;
      case 'unchanged':
        count.unchanged++;
        return;
      case 'refused': {
        const { code, message } = outcome.error;
        refused.set(code, (refused.get(code) ?? 0) + 1);
        if (!examples.has(code))
          examples.set(code, `${operations.map(formatOperation).join(' ')}: ${message}`);
        return;
      }
      case 'failed': {
        const known = `${outcome.failure.slice(0, 24)} ${operations.map((operation) => operation.type).join()}`;
        if (failures.has(known)) return;
        const small = shrink({ text, operations }, outcome.failure);
        const last = checkEdit(openDocument(small.text), small.operations);
        const failure = last.kind === 'failed' ? last.failure : outcome.failure;
        failures.set(known, { failure, text: small.text, operations: small.operations.map(formatOperation) });
      }
    }
  }

  function checkBytes(document: ComposeDocument): void {
    const change = randomChange(random, document.text);
    count.byteChanges++;
    const failure = checkChange(document, change);
    if (failure === null || failures.has(failure)) return;
    failures.set(failure, { failure, text: document.text, operations: [JSON.stringify(change)] });
  }
}

function randomOperations(random: Random, document: ComposeDocument): readonly Operation[] {
  const wanted = random.chance(15) ? 2 + random.below(2) : 1;
  const operations: Operation[] = [];
  for (let i = 0; i < wanted; i++) {
    const operation = randomOperation(random, document.topology);
    if (operation) operations.push(operation);
  }
  return operations;
}

/** Returns the report of a run for people, with its time in milliseconds. */
export function formatReport(report: FuzzReport, milliseconds: number): string {
  const { seed, files, tried, applied, unchanged, refused, examples, byteChanges, failures } = report;
  const sum = refused.reduce((total, [, count]) => total + count, 0);
  const lines = [
    `seed ${seed}: ${files} files, ${tried} edits tried, ${applied} applied, ${unchanged} unchanged, ${sum} refused, ${byteChanges} hostile changes, ${(milliseconds / 1000).toFixed(1)} s`,
    'refused by code:',
    ...refused.map(
      ([code, count]) => `  ${String(count).padStart(7)}  ${code.padEnd(18)} ${examples.get(code) ?? ''}`,
    ),
    `accepted before and refused after, and said: ${[...report.gained].map(([code, count]) => `${count} ${code}`).join(', ') || 'none'}`,
    `failures: ${failures.length}`,
  ];
  for (const { failure, text, operations } of failures) {
    lines.push(
      '',
      `FAILED ${failure}`,
      `operations: ${operations.join('  ')}`,
      `file: ${JSON.stringify(text)}`,
      text,
    );
  }
  return `${lines.join('\n')}\n`;
}
