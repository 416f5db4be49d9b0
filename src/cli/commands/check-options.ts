// The options of `check`, with `--host` and without: format, rule set, the severities that fail it, and the file of a baseline.

import { dirname, join, relative, resolve } from 'node:path';
import type { Extent } from '../../core/export/check/check-pretty.ts';
import type { NameOf } from '../../core/export/check/placed-findings.ts';
import { type Baseline, readBaseline, writeBaseline } from '../../core/findings/baseline.ts';
import { causesOf } from '../../core/findings/causes.ts';
import { type Finding, type Severity, severities } from '../../core/findings/finding.ts';
import { shellWord } from '../../core/quote/shell-word.ts';
import { CallFailure } from '../call-failure.ts';
import { readText } from '../disk/read-text.ts';
import type { HostCommandOptions } from '../input/host-options.ts';
import type { Io } from '../io.ts';
import { saveTexts } from '../saving/save-texts.ts';

export interface CheckOptions extends HostCommandOptions {
  readonly format: string;
  readonly failOn: string;
  readonly rules: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  /** Prints every finding in full, not only the worst ones. */
  readonly verbose?: boolean;
}

const formats = ['pretty', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'] as const;

/** Returns the findings whose fixes the format prints. Annotations, tests, issues and Markdown show no fixes. */
export function findingsWithFixes(
  format: CheckChoice['format'],
  findings: readonly Finding[],
): ReadonlySet<Finding> {
  if (format === 'json' || format === 'sarif') return new Set(findings);
  return format === 'pretty' ? new Set(causesOf(findings).map(({ first }) => first)) : new Set();
}

export interface CheckChoice {
  readonly format: (typeof formats)[number];
  /** Severities that end the command with exit code 1. */
  readonly objecting: readonly Severity[];
  /** How much the pretty report says about each finding. */
  readonly extent: Extent;
}

/** Reads the options; refuses unknown words. */
export function readCheckOptions({ format, failOn, verbose }: CheckOptions): CheckChoice {
  const known = formats.find((one) => one === format);
  if (known === undefined) {
    throw new CallFailure(
      `--format ${format}: no such format. Use ${formats.slice(0, -1).join(', ')} or ${formats.at(-1)}.`,
    );
  }
  return { format: known, objecting: failingSeverities(failOn), extent: verbose === true ? 'all' : 'worst' };
}

function failingSeverities(failOn: string): readonly Severity[] {
  if (failOn === 'never') return [];
  const words: readonly string[] = severities;
  const lowest = words.indexOf(failOn);
  if (lowest < 0) throw new CallFailure(`--fail-on ${failOn}: give error, warning, info or never.`);
  return severities.slice(0, lowest + 1);
}

/** Reads the baseline that `--baseline` names. */
export async function loadBaseline(io: Io, file: string): Promise<Baseline> {
  const known = readBaseline(await readText(io, file));
  if (known !== null) return known;
  throw new CallFailure(
    `${file}:1:1: this is not a baseline. Write one with --write-baseline ${shellWord(file)}`,
  );
}

/** Returns a project's folder relative to the baseline file, so that it does not depend on the working folder; '' for standard input. */
export function folderFromBaseline(io: Io, baseline: string, [main = '-']: readonly string[]): string {
  if (main === '-') return '';
  const folder = relative(dirname(resolve(io.cwd, baseline)), dirname(resolve(io.cwd, main)));
  return folder === '' ? '.' : folder.replaceAll('\\', '/');
}

/** Writes the findings that count now as a baseline. It replaces an older file with the content `before` (null: no such file). */
export function saveBaseline(
  io: Io,
  file: string,
  before: string | null,
  findings: ReadonlyMap<string, readonly Finding[]>,
): void {
  saveTexts(io, [{ file, before, text: writeBaseline(findings) }]);
}

/** Names files by their paths from the root of their repository, since readers of SARIF and annotations know no working folder. */
export function namesFromRepository(io: Io): NameOf {
  return (file) => {
    const path = resolve(io.cwd, file);
    for (let folder = dirname(path); file !== '-'; folder = dirname(folder)) {
      // A worktree and a submodule have a file of that name.
      if (io.kindOf(join(folder, '.git')) !== 'absent') return relative(folder, path).replaceAll('\\', '/');
      if (folder === dirname(folder)) break;
    }
    return file;
  };
}
