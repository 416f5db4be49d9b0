// What an operation does, in words for standard error: connections, needs and findings, or why it is refused.

import type { Operation } from '../../core/compose/operations/operation.ts';
import { parseOperation } from '../../core/compose/operations/operation-text.ts';
import { placeOf } from '../../core/compose/workspace/place-of.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import { changedConnection, changeSentence } from '../../core/describe/difference.ts';
import { sortFindings } from '../../core/findings/sort-findings.ts';
import { countingFindings } from '../../core/findings/standing.ts';
import { planEffects } from '../../core/plan/plan-sentences.ts';
import { shellWord } from '../../core/quote/shell-word.ts';
import type { ConnectivityDiff, PairChange } from '../../core/reach/diff/diff-connectivity.ts';
import type { WayChange } from '../../core/reach/diff/way-changes.ts';
import { type Note, noteText } from '../../core/session/notes/note.ts';
import { previewPlan } from '../../core/session/preview-plan.ts';
import type { Preview } from '../../core/session/session.ts';
import type { Refusal } from '../../core/text/result.ts';
import { CallFailure } from '../call-failure.ts';

function changeText(change: PairChange | WayChange): string {
  return changeSentence(changedConnection(change), {
    code: (name) => name,
    resolves: 'resolves the name',
  });
}

/** Returns one line per change, opened with `+` before closed with `-`, and then the count. */
export function formatDelta(delta: ConnectivityDiff): readonly string[] {
  const opened = [...delta.opened, ...delta.waysOpened].map(changeText);
  const closed = [...delta.closed, ...delta.waysClosed].map(changeText);
  const services = [
    ...delta.servicesAdded.map((name) => `service ${name} is new`),
    ...delta.servicesRemoved.map((name) => `service ${name} is gone`),
  ];
  if (opened.length + closed.length + services.length === 0) return ['no connection opens or closes'];
  return [
    ...services,
    ...opened.map((text) => `+ ${text}`),
    ...closed.map((text) => `- ${text}`),
    `${opened.length} opened, ${closed.length} closed`,
  ];
}

/** Returns a line for each need that is no longer met, each note, and each new finding. */
export function outcomeLines({
  workspace,
  analysis,
  needsBroken,
  findingsGained,
  notes,
}: Preview): readonly string[] {
  const broken = new Set(needsBroken.map(({ from, to, name }) => needText(from, to, name)));
  const gained = countingFindings(findingsGained, analysis.reach.options.profiles);
  return [
    ...[...broken].map((text) => `breaks: ${text}`),
    ...noteLines(notes),
    ...sortFindings(workspace, gained).map(({ rule, slug, severity, message, at }) => {
      const { file, line, column } = placeOf(workspace, at);
      return `gained: ${file}:${line}:${column}: ${severity} ${rule} ${slug}: ${message}`;
    }),
  ];
}

/** Returns a line for each effect that neither connections nor findings show. */
export function noteLines(notes: readonly Note[]): readonly string[] {
  return notes.map(noteText).map(({ tone, text }) => `${tone}: ${text}`);
}

function needText(from: string, to: string, name: string): string {
  return `${from} needs ${to}${name === to ? '' : ` (as ${name})`} and no longer reaches it`;
}

/** Returns a refusal as `CODE: message`, then one line per alternative, quoted for a shell unless `written` says otherwise. */
export function formatRefusal(
  { code, message, choices }: Refusal,
  written: (operation: string) => string = shellWord,
): readonly string[] {
  return [
    `${code}: ${message}`,
    ...choices.map(({ label, operation }) => `  ${written(operation)}  ${label}`),
  ];
}

/** Parses an operation; a failure explains what is wrong with it. */
export function readOperation(text: string): Operation {
  const parsed = parseOperation(text);
  if (parsed.ok) return parsed.value;
  throw new CallFailure(formatRefusal(parsed.error));
}

/** Returns what `up` will do after an edit of `before`, one line each; empty when it does nothing. */
export function upLines(before: Workspace, preview: Preview): readonly string[] {
  return planEffects(previewPlan(before, preview)).map((text) => `up: ${text}`);
}
