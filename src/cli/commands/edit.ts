// `bulkhead edit [FILE…] OPERATION…`: one transaction of operations; every byte that they do not concern stays.

import { analyze } from '../../core/analysis/analyze.ts';
import { sortFindings } from '../../core/analysis/findings/sort-findings.ts';
import { counting } from '../../core/analysis/findings/standing.ts';
import type { Operation } from '../../core/compose/operations/operation.ts';
import { parseOperation } from '../../core/compose/operations/operation-text.ts';
import { mainDocument } from '../../core/compose/workspace/open-workspace.ts';
import { placeOf } from '../../core/compose/workspace/place-of.ts';
import { previewOperations } from '../../core/session/preview.ts';
import type { Preview } from '../../core/session/session.ts';
import type { Refusal } from '../../core/text/result.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findOneProject } from '../input/find-project-files.ts';
import { loadProject } from '../input/load-project.ts';
import type { ProjectOptions } from '../input/project-options.ts';
import type { Io } from '../io.ts';
import { formatDelta } from '../output/format-delta.ts';
import { saveTexts } from '../saving/save-texts.ts';

export interface EditOptions extends ProjectOptions {
  readonly write?: boolean;
  readonly into?: string;
}

// Refusals of a call that is wrong itself and not forbidden by the file.
const wrongCall = /^(?:unknown|invalid)-/;

function readOperation(text: string): Operation {
  const parsed = parseOperation(text);
  if (parsed.ok) return parsed.value;
  throw new CallFailure(formatRefusal(parsed.error));
}

interface Call {
  readonly files: readonly string[];
  readonly operations: readonly Operation[];
}

/** `args` are files, then operations (`name=arguments`). */
function readCall(args: readonly string[]): Call {
  const isOperation = (arg: string) => /^[a-z][a-z-]*=/.test(arg);
  const first = args.findIndex(isOperation);
  if (first < 0)
    throw new CallFailure('edit needs an operation, such as attach=web:back: edit [FILE…] OPERATION…');
  const stray = args.slice(first).find((arg) => !isOperation(arg));
  if (stray !== undefined) throw new CallFailure(`${stray}: not an operation. Files come before operations.`);
  return { files: args.slice(0, first), operations: args.slice(first).map(readOperation) };
}

/** The files of the project; an override that receives the edits belongs to it as soon as it is there. */
async function filesOf(io: Io, named: readonly string[], options: EditOptions): Promise<readonly string[]> {
  const files = await findOneProject(io, named, options);
  if (options.write === true && files.includes('-'))
    throw new CallFailure('--write needs a file, not standard input.');
  const { into } = options;
  if (into === undefined || files.includes(into) || io.kindOf(into) === 'absent') return files;
  return [...files, into];
}

/** What the change means beside connections: needs that hold no longer, and findings that were not there. */
function reportOutcome(io: Io, { workspace, analysis, needsBroken, findingsGained }: Preview): void {
  const broken = new Set(needsBroken.map(({ from, to, name }) => needText(from, to, name)));
  for (const text of broken) io.complain(`breaks: ${text}`);
  const gained = counting(findingsGained, analysis.reach.options.profiles);
  for (const { rule, slug, severity, message, at } of sortFindings(workspace, gained)) {
    const { file, line, column } = placeOf(workspace, at);
    io.complain(`gained: ${file}:${line}:${column}: ${severity} ${rule} ${slug}: ${message}`);
  }
}

function needText(from: string, to: string, name: string): string {
  return `${from} needs ${to}${name === to ? '' : ` (as ${name})`}, and does not reach it any more`;
}

/** Runs the command. */
export async function runEdit(io: Io, args: readonly string[], options: EditOptions): Promise<ExitCode> {
  const { files: named, operations } = readCall(args);
  const files = await filesOf(io, named, options);
  const { workspace, reachOptions } = await loadProject(io, files, options);
  const writing = { into: options.into ?? null, locked: new Set<string>() };
  const planned = previewOperations(workspace, analyze(workspace, reachOptions), operations, writing);
  if (!planned.ok) {
    if (wrongCall.test(planned.error.code)) throw new CallFailure(formatRefusal(planned.error));
    io.complain(formatRefusal(planned.error));
    return exitCodes.objection;
  }
  const { edits, workspace: after, delta } = planned.value;
  const changed = [...edits.keys()];
  const shown = changed.length > 0 ? changed : [options.into ?? mainDocument(workspace).file];
  const textOf = (file: string) => after.input.texts.get(file) ?? '';
  if (options.write === true) {
    const { texts } = workspace.input;
    saveTexts(
      io,
      changed.map((file) => ({ file, before: texts.get(file) ?? null, text: textOf(file) })),
    );
  } else await io.print(shown.map(textOf));
  if (files.length > 1 || options.into !== undefined)
    io.complain(changed.length === 0 ? 'nothing to change' : `changes ${changed.join(', ')}`);
  for (const line of formatDelta(delta)) io.complain(line);
  reportOutcome(io, planned.value);
  return exitCodes.done;
}

/** `CODE: message`, then one line per choice. */
function formatRefusal({ code, message, choices }: Refusal): readonly string[] {
  return [`${code}: ${message}`, ...choices.map(({ label, operation }) => `  ${operation}  ${label}`)];
}
