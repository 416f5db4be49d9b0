// `bulkhead fix [FILE|DIR…]`: the fixes of findings, shown as a diff or saved.

import { diffConnectivity } from '../../core/analysis/diff/diff-connectivity.ts';
import type { Finding, Fix } from '../../core/analysis/findings/finding.ts';
import { applyFixes, type FixResult } from '../../core/analysis/fixes/apply-fixes.ts';
import { unifiedDiff } from '../../core/export/diff/unified-diff.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { loadProjects } from '../input/load-project.ts';
import type { ProjectOptions } from '../input/project-options.ts';
import { demandOn, readRuleSet } from '../input/rule-set.ts';
import type { Io } from '../io.ts';
import { formatDelta } from '../output/change-lines.ts';
import { ruleNamed } from '../questions/known-names.ts';
import { saveTexts } from '../saving/save-texts.ts';

export interface FixOptions extends ProjectOptions {
  readonly write?: boolean;
  readonly rule: readonly string[];
}

/** The fixes of a finding that the call asks for: safe ones, or those of a rule that is named. */
function chosenBy(named: ReadonlySet<string>): (finding: Finding) => readonly Fix[] {
  if (named.size === 0) return ({ fixes }) => fixes.filter(({ safe }) => safe);
  return ({ rule, fixes }) => (named.has(rule) ? fixes : []);
}

function namedRules({ rule, rules }: FixOptions): ReadonlySet<string> {
  const set = readRuleSet(rules ?? 'default');
  const ids = rule.map((word) => ruleNamed(word, `--rule ${word}`));
  for (const id of ids) demandOn(id, set, `--rule ${id}`);
  return new Set(ids);
}

/** The rule of a finding with its first subjects; a note about the file has none. */
function nameOf({ rule, subjects }: Finding): string {
  const more = subjects.length > 5 ? [`and ${subjects.length - 5} more`] : [];
  return [rule, ...subjects.slice(0, 5), ...more].join(' ');
}

/** What was done, what was not, and what it means for connections. */
function reportFixes(io: Io, { before, after, done, left }: FixResult, named: ReadonlySet<string>): void {
  for (const { finding, fix } of done) io.complain(`${nameOf(finding)}: ${fix.title}`);
  for (const { finding, fix, reason } of left) {
    io.complain(`left: ${nameOf(finding)}: ${fix.title}: ${reason}`);
  }
  if (done.length > 0) {
    for (const line of formatDelta(diffConnectivity(before.reach, after.reach))) io.complain(line);
  } else if (left.length === 0) io.complain('nothing to fix');
  const others = new Set(
    after.findings
      .filter(({ rule, fixes, suppressed }) => suppressed === null && fixes.length > 0 && !named.has(rule))
      .map(({ rule }) => rule),
  );
  if (others.size > 0) {
    io.complain(`more fixes, which someone may notice: ${[...others].map((id) => `--rule ${id}`).join(' ')}`);
  }
}

/** Runs the command. */
export async function runFix(io: Io, args: readonly string[], options: FixOptions): Promise<ExitCode> {
  const named = namedRules(options);
  if (options.write === true && args.includes('-')) {
    throw new CallFailure('--write needs a file, not standard input.');
  }
  let failed = false;
  const fail = () => {
    failed = true;
  };
  for await (const { dir, project } of loadProjects(io, args, options, fail)) {
    const { workspace, reachOptions } = project;
    const result = applyFixes(workspace, reachOptions, chosenBy(named));
    if (dir !== null) io.complain(`${dir}:`);
    reportFixes(io, result, named);
    const changed: { file: string; before: string; text: string }[] = [];
    const pieces: string[] = [];
    for (const [file, text] of result.workspace.input.texts) {
      const old = workspace.input.texts.get(file) ?? '';
      if (text === old) continue;
      changed.push({ file, before: old, text });
    }
    if (options.write === true) saveTexts(io, changed);
    else pieces.push(...changed.map(({ file, before, text }) => unifiedDiff(file, before, text)));
    await io.print(pieces);
  }
  return failed ? exitCodes.failure : exitCodes.done;
}
