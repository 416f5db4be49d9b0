// The file of `check --baseline` and `--write-baseline`.

import { dirname, relative, resolve } from 'node:path';
import { type Baseline, readBaseline, writeBaseline } from '../../core/analysis/findings/baseline.ts';
import type { Finding } from '../../core/analysis/findings/finding.ts';
import { CallFailure } from '../call-failure.ts';
import { readText } from '../input/read-text.ts';
import type { Io } from '../io.ts';
import { saveTexts } from '../saving/save-texts.ts';

/** Reads a baseline file. */
export async function loadBaseline(io: Io, file: string): Promise<Baseline> {
  const known = readBaseline(await readText(io, file));
  if (known !== null) return known;
  throw new CallFailure(`${file}:1:1: this is no baseline. Write one with --write-baseline ${file}`);
}

/** The folder of a project relative to the baseline file, so that it is the same wherever the command is called; '' for standard input. */
export function folderFrom(io: Io, baseline: string, [main = '-']: readonly string[]): string {
  if (main === '-') return '';
  const folder = relative(dirname(resolve(io.cwd, baseline)), dirname(resolve(io.cwd, main)));
  return folder === '' ? '.' : folder.replaceAll('\\', '/');
}

/** Writes the findings that count now; replaces an older file, which contains `before` (null: there is none). */
export function saveBaseline(
  io: Io,
  file: string,
  before: string | null,
  findings: ReadonlyMap<string, readonly Finding[]>,
): void {
  saveTexts(io, [{ file, before, text: writeBaseline(findings) }]);
}
