// `bulkhead edit [FILE…] OPERATION…`: one transaction of operations; every byte that they do not concern stays.

import { computeReach } from '../../core/analysis/compute-reach.ts';
import { diffConnectivity } from '../../core/analysis/diff-connectivity.ts';
import type { Operation } from '../../core/compose/operations/operation.ts';
import { parseOperation } from '../../core/compose/operations/operation-text.ts';
import { mainDocument } from '../../core/compose/workspace/open-workspace.ts';
import { planInWorkspace } from '../../core/compose/workspace/plan/plan-in-workspace.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findOneProject } from '../input/find-project-files.ts';
import { loadProject } from '../input/load-project.ts';
import type { Io } from '../io.ts';
import { formatDelta } from '../output/format-delta.ts';
import { formatRefusal } from '../output/format-refusal.ts';
import type { ProjectOptions } from '../project-options.ts';

export interface EditOptions extends ProjectOptions {
  readonly write?: boolean;
  readonly into?: string;
}

// Refusals that say the call itself is wrong, and not that the file forbids it.
const wrongCalls = new Set(['unknown-operation', 'unknown-service', 'unknown-network']);

function readOperation(text: string): Operation {
  const parsed = parseOperation(text);
  if (parsed.ok) return parsed.value;
  throw new CallFailure(formatRefusal(parsed.error));
}

function save(io: Io, file: string, text: string): void {
  try {
    if (io.kindOf(file) === 'absent') io.createFile(file, text);
    else io.replaceFile(file, text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CallFailure(`${file}:1:1: cannot be saved (${why}). Check the permissions of file and folder.`);
  }
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

/** Runs the command. */
export async function runEdit(io: Io, args: readonly string[], options: EditOptions): Promise<ExitCode> {
  const { files: named, operations } = readCall(args);
  const files = await filesOf(io, named, options);
  const { workspace, reachOptions } = await loadProject(io, files, options);
  const writing = { into: options.into ?? null, locked: new Set<string>() };
  const planned = planInWorkspace(workspace, operations, writing);
  if (!planned.ok) {
    if (wrongCalls.has(planned.error.code)) throw new CallFailure(formatRefusal(planned.error));
    io.complain(formatRefusal(planned.error));
    return exitCodes.objection;
  }
  const { edits, workspace: after } = planned.value;
  const changed = [...edits.keys()];
  const shown = changed.length > 0 ? changed : [options.into ?? mainDocument(workspace).file];
  const textOf = (file: string) => after.input.texts.get(file) ?? '';
  // Whoever names an override has said where to write.
  if (options.write === true || options.into !== undefined)
    for (const file of changed) save(io, file, textOf(file));
  if (options.write !== true) await io.print(shown.map(textOf));
  if (files.length > 1 || options.into !== undefined)
    io.complain(changed.length === 0 ? 'nothing to change' : `changes ${changed.join(', ')}`);
  const before = computeReach(workspace.topology, reachOptions);
  for (const line of formatDelta(diffConnectivity(before, computeReach(after.topology, reachOptions))))
    io.complain(line);
  return exitCodes.done;
}
