// `bulkhead edit [FILE] OPERATION…`: one transaction of operations; every byte that they do not concern stays.

import { computeReach } from '../../core/analysis/compute-reach.ts';
import { diffConnectivity } from '../../core/analysis/diff-connectivity.ts';
import { openDocument } from '../../core/compose/open-document.ts';
import type { Operation } from '../../core/compose/operations/operation.ts';
import { parseOperation } from '../../core/compose/operations/operation-text.ts';
import { planOperations } from '../../core/compose/operations/plan-operations.ts';
import { applyEdits } from '../../core/text/edit.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findOneFile } from '../input/find-project-files.ts';
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
    io.replaceFile(file, text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CallFailure(`${file}:1:1: cannot be saved (${why}). Check the permissions of file and folder.`);
  }
}

/** Runs the command; `args` are files, then operations (`name=arguments`). */
export async function runEdit(io: Io, args: readonly string[], options: EditOptions): Promise<ExitCode> {
  if (options.into !== undefined) throw new CallFailure('--into is not available yet. Edit the file itself.');
  const isOperation = (arg: string) => /^[a-z][a-z-]*=/.test(arg);
  const first = args.findIndex(isOperation);
  if (first < 0)
    throw new CallFailure('edit needs an operation, such as attach=web:back: edit [FILE] OPERATION…');
  const stray = args.slice(first).find((arg) => !isOperation(arg));
  if (stray !== undefined) throw new CallFailure(`${stray}: not an operation. Files come before operations.`);
  const operations = args.slice(first).map(readOperation);
  const file = await findOneFile(io, args.slice(0, first), options.envFile);
  if (options.write === true && file === '-')
    throw new CallFailure('--write needs a file, not standard input.');

  const { document, reachOptions } = await loadProject(io, file, options);
  const planned = planOperations(document, operations);
  if (!planned.ok) {
    if (wrongCalls.has(planned.error.code)) throw new CallFailure(formatRefusal(planned.error));
    io.complain(formatRefusal(planned.error));
    return exitCodes.objection;
  }
  const text = applyEdits(document.text, planned.value);
  const { topology } = openDocument(text, { file, environment: document.environment });
  const before = computeReach(document.topology, reachOptions);
  const delta = diffConnectivity(before, computeReach(topology, reachOptions));
  if (options.write === true) {
    if (text !== document.text) save(io, file, text);
  } else {
    await io.print([text]);
  }
  for (const line of formatDelta(delta)) io.complain(line);
  return exitCodes.done;
}
