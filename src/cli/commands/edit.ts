// `bulkhead edit [FILE…] OPERATION…`: one transaction of operations; every byte that they do not concern stays.

import type { Operation } from '../../core/compose/operations/operation.ts';
import { mainDocument } from '../../core/compose/workspace/open-workspace.ts';
import { analyze } from '../../core/rules/analyze.ts';
import { previewOperations } from '../../core/session/preview.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { FoundProject } from '../input/discover.ts';
import { findOneProject } from '../input/find-project-files.ts';
import { loadProject } from '../input/load-project.ts';
import type { ProjectOptions } from '../input/project-options.ts';
import type { Io } from '../io.ts';
import { formatDelta, formatRefusal, outcomeLines, readOperation, upLines } from '../output/change-lines.ts';
import { saveTexts } from '../saving/save-texts.ts';

export interface EditOptions extends ProjectOptions {
  readonly write?: boolean;
  readonly into?: string;
}

// Refusals of a call that is wrong itself and not forbidden by the file.
const wrongCall = /^(?:unknown|invalid)-/;

interface Call {
  readonly files: readonly string[];
  readonly operations: readonly Operation[];
}

/** Whether an operand is an operation, and no file. */
export const isOperation = (arg: string): boolean => /^[a-z][a-z-]*=/.test(arg);

/** `args` are files, then operations (`name=arguments`). */
function readCall(args: readonly string[]): Call {
  const first = args.findIndex(isOperation);
  if (first < 0)
    throw new CallFailure('edit needs an operation, such as attach=web:back: edit [FILE…] OPERATION…');
  const stray = args.slice(first).find((arg) => !isOperation(arg));
  if (stray !== undefined) throw new CallFailure(`${stray}: not an operation. Files come before operations.`);
  return { files: args.slice(0, first), operations: args.slice(first).map(readOperation) };
}

/** The files of the project; an override that receives the edits belongs to it as soon as it is there. */
async function foundFor(
  io: Io,
  named: readonly string[],
  options: EditOptions,
): Promise<FoundProject<EditOptions>> {
  const found = await findOneProject(io, named, options);
  const { files } = found;
  if (options.write === true && files.includes('-'))
    throw new CallFailure('--write needs a file, not standard input.');
  const { into } = options;
  if (into === undefined || files.includes(into) || io.kindOf(into) === 'absent') return found;
  return { ...found, files: [...files, into] };
}

/** Runs the command. */
export async function runEdit(io: Io, args: readonly string[], options: EditOptions): Promise<ExitCode> {
  const { files: named, operations } = readCall(args);
  const found = await foundFor(io, named, options);
  const { workspace, reachOptions } = await loadProject(io, found.files, found.options);
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
  if (found.files.length > 1 || options.into !== undefined)
    io.complain(changed.length === 0 ? 'nothing to change' : `changes ${changed.join(', ')}`);
  for (const line of formatDelta(delta)) io.complain(line);
  for (const line of outcomeLines(planned.value)) io.complain(line);
  for (const line of upLines(workspace, planned.value)) io.complain(line);
  return exitCodes.done;
}
