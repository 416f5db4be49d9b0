// `bulkhead export --to compose|mermaid [FILE]`: the file itself, byte for byte, or a picture of who reaches whom.

import { computeReach } from '../../core/analysis/compute-reach.ts';
import { reachMermaid } from '../../core/export/reach-mermaid.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findOneFile } from '../input/find-project-files.ts';
import { loadProject } from '../input/load-project.ts';
import type { Io } from '../io.ts';
import type { ProjectOptions } from '../project-options.ts';

export interface ExportOptions extends ProjectOptions {
  readonly to: string;
}

/** Runs the command; `args` are the operands. */
export async function runExport(io: Io, args: readonly string[], options: ExportOptions): Promise<ExitCode> {
  if (options.to === 'svg' || options.to === 'markdown') {
    throw new CallFailure(`--to ${options.to} is not available yet. Use compose or mermaid.`);
  }
  if (options.to !== 'compose' && options.to !== 'mermaid') {
    throw new CallFailure(`--to ${options.to}: no such format. Use compose or mermaid.`);
  }
  const file = await findOneFile(io, args, options.envFile);
  const { document, reachOptions } = await loadProject(io, file, options);
  if (options.to === 'compose') await io.print([document.text]);
  else await io.print([reachMermaid(computeReach(document.topology, reachOptions))]);
  return exitCodes.done;
}
