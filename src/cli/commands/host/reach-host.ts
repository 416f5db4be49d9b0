// `bulkhead reach --host [DIR…]`: who reaches whom across the stacks of a host.

import { hostMermaid } from '../../../core/export/host/host-mermaid.ts';
import { hostReachJson, hostReachTable } from '../../../core/export/host/host-reach.ts';
import { waysMembers } from '../../../core/export/ways-in/ways-report.ts';
import { analyzeHost } from '../../../core/rules/analyze-host.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { loadHost } from '../../input/load-host.ts';
import type { Io } from '../../io.ts';
import { hostWays } from '../../questions/project-ways.ts';
import type { ReachOptions } from '../reach.ts';

/** Runs the command; `args` are the folders, `options.format` is known. */
export async function runReachHost(
  io: Io,
  args: readonly string[],
  options: ReachOptions,
): Promise<ExitCode> {
  const { host, question, failed } = await loadHost(io, args, options);
  const analysis = analyzeHost(host, question);
  switch (options.format) {
    case 'json':
      await io.print(
        hostReachJson(analysis, {
          sparse: options.sparse === true,
          by: options.by === true,
          families: options.families === true,
          names: options.names === true,
          ways: waysMembers(await hostWays(io, host, question.options)),
        }),
      );
      break;
    case 'mermaid':
      await io.print([hostMermaid(analysis)]);
      break;
    default:
      await io.print([hostReachTable(analysis)]);
  }
  return failed ? exitCodes.failure : exitCodes.done;
}
