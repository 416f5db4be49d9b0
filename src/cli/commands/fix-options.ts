// What `fix` chooses, says and delivers, with `--host` and without.

import type { Operation } from '../../core/compose/operations/operation.ts';
import { formatOperation } from '../../core/compose/operations/operation-text.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import { unifiedDiff } from '../../core/export/diff/unified-diff.ts';
import type { Finding, Fix } from '../../core/findings/finding.ts';
import { isAcceptance } from '../../core/fixes/acceptance.ts';
import type { FixStep, SkippedFix } from '../../core/fixes/apply-fixes.ts';
import { shellCommand } from '../../core/quote/shell-word.ts';
import type { ConnectivityDiff } from '../../core/reach/diff/diff-connectivity.ts';
import { previewNotes } from '../../core/session/notes/preview-notes.ts';
import { CallFailure } from '../call-failure.ts';
import type { HostCommandOptions } from '../input/host-options.ts';
import { demandEnabled, readRuleSet } from '../input/rule-set.ts';
import type { Io } from '../io.ts';
import { formatDelta, formatRefusal, noteLines } from '../output/change-lines.ts';
import { ruleNamed } from '../questions/known-names.ts';
import { saveTexts } from '../saving/save-texts.ts';
import { shareEdit } from '../saving/shared-edit.ts';

export interface FixOptions extends HostCommandOptions {
  readonly write?: boolean;
  /** Prints calls of `edit` instead of a diff. */
  readonly operations?: boolean;
  readonly rule: readonly string[];
  /** States the findings as intended instead of changing anything. */
  readonly accept?: boolean;
  /** Also edits other stacks that read a changed file and would break. */
  readonly inAll?: boolean;
}

type ChooseFixes = (finding: Finding) => readonly Fix[];

/** The choice of fixes: safe ones, or those of the named rules. */
export interface FixChoice {
  readonly named: ReadonlySet<string>;
  readonly choose: ChooseFixes;
}

/** Reads which fixes the options ask for; refuses contradictions and unknown rules. */
export function chooseFixes(options: FixOptions): FixChoice {
  if (options.write === true && options.operations === true)
    throw new CallFailure(
      '--write and --operations exclude each other: one saves the files, the other prints the calls.',
    );
  const named = namedRules(options);
  const accept = options.accept === true;
  if (accept && named.size === 0)
    throw new CallFailure(
      '--accept needs the rule whose findings are intended, such as --rule CN101 --accept.',
    );
  const choose: ChooseFixes =
    named.size === 0
      ? ({ fixes }) => fixes.filter(({ safe }) => safe)
      : ({ rule, fixes }) => (named.has(rule) ? fixes.filter((fix) => isAcceptance(fix) === accept) : []);
  return { named, choose };
}

function namedRules({ rule, rules, host = false }: FixOptions): ReadonlySet<string> {
  const set = readRuleSet(rules ?? 'default');
  const ids = rule.map((word) => ruleNamed(word, { said: `--rule ${word}`, host }));
  for (const id of ids) demandEnabled(id, set, `--rule ${id}`);
  return new Set(ids);
}

/** Returns the start of a line about a fix: its stack, rule and subjects. */
function fixLabel({ finding: { rule, subjects, stack = null } }: FixStep): string {
  const more = subjects.length > 5 ? ` and ${subjects.length - 5} more` : '';
  return `${stack === null ? '' : `${stack}: `}${rule} ${subjects.slice(0, 5).join(' ')}${more}`;
}

/** The fixes that were applied and those that were not, with their stacks on a host. */
interface Outcome {
  readonly done: readonly FixStep[];
  readonly left: readonly SkippedFix[];
  /** The findings after the fixes. */
  readonly findings: readonly Finding[];
  delta(): ConnectivityDiff;
}

/** Reports which fixes were applied, which were not, and how connections change. */
export function reportFixes(io: Io, { done, left, findings, delta }: Outcome, { named }: FixChoice): void {
  for (const step of done) io.complain(`${fixLabel(step)}: ${step.fix.title}`);
  for (const step of left) io.complain(`not fixed: ${fixLabel(step)}: ${step.fix.title}: ${step.reason}`);
  if (done.length > 0) for (const line of formatDelta(delta())) io.complain(line);
  else if (left.length === 0) io.complain('nothing to fix');
  const others = new Set(
    findings
      .filter(
        ({ rule, fixes, suppressed }) =>
          suppressed === null && !named.has(rule) && fixes.some((fix) => !isAcceptance(fix)),
      )
      .map(({ rule }) => rule),
  );
  if (others.size > 0) {
    io.complain(
      `further fixes, which may affect somebody: ${[...others].map((id) => `--rule ${id}`).join(' ')}`,
    );
  }
}

/** A project before and after its fixes, with the operations between them. */
export interface FixedProject {
  readonly before: Workspace;
  readonly after: Workspace;
  readonly operations: readonly Operation[];
}

/** Saves the projects or prints their changes in the requested form. */
export async function deliverFixes(
  io: Io,
  projects: readonly FixedProject[],
  options: FixOptions,
): Promise<void> {
  if (options.operations === true) {
    await io.print(projects.flatMap(editCall));
    return;
  }
  const changed = projects.flatMap(({ before, after }) =>
    [...after.input.texts].flatMap(([file, text]) => {
      const old = before.input.texts.get(file) ?? '';
      return text === old ? [] : [{ file, before: old, text }];
    }),
  );
  const shared = await shareEdit(io, {
    texts: changed,
    operations: projects.flatMap(({ operations }) => operations),
    own: projects.map(({ after }) => [...after.input.texts.keys()]),
    options,
    inAll: options.inAll === true,
  });
  if (!shared.ok) throw new CallFailure(formatRefusal(shared.error));
  const { texts, lines } = shared.value;
  if (options.write === true) saveTexts(io, texts);
  else await io.print(texts.map(({ file, before, text }) => unifiedDiff(file, before ?? '', text)));
  for (const { before, after } of projects)
    for (const line of noteLines(previewNotes(before.topology, after.topology))) io.complain(line);
  for (const line of lines) io.complain(line);
}

/** Returns the `edit` calls for the operations; none without operations. */
function editCall({ before, operations }: FixedProject): readonly string[] {
  if (operations.length === 0) return [];
  const words = [...before.input.order, ...operations.map(formatOperation)];
  return [`${shellCommand(['bulkhead', 'edit'], words)}\n`];
}
