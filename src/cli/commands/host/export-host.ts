// `bulkhead export --host --to markdown|mermaid [DIR…]`: the stacks of a host for people.

import { basename, resolve } from 'node:path';
import { hostMarkdown } from '../../../core/export/host/host-markdown.ts';
import { hostMermaid } from '../../../core/export/host/host-mermaid.ts';
import { type HostSvgOptions, hostSvg } from '../../../core/export/svg/host-svg.ts';
import { analyzeHost, type HostAnalysis } from '../../../core/rules/analyze-host.ts';
import { CallFailure } from '../../call-failure.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { loadHost } from '../../input/load-host.ts';
import type { Io } from '../../io.ts';
import type { ExportOptions } from '../export.ts';

/** The text of a host in each form that it can be given. */
const forms: ReadonlyMap<string, (analysis: HostAnalysis, look: HostSvgOptions) => Iterable<string>> =
  new Map<string, (analysis: HostAnalysis, look: HostSvgOptions) => Iterable<string>>([
    ['markdown', hostMarkdown],
    ['mermaid', (analysis) => [hostMermaid(analysis)]],
    ['svg', (analysis, look) => [hostSvg(analysis, look)]],
  ]);

/** Runs the command; `args` are the folders. */
export async function runExportHost(
  io: Io,
  args: readonly string[],
  options: ExportOptions,
): Promise<ExitCode> {
  const form = forms.get(options.to);
  if (form === undefined) {
    throw new CallFailure(
      `--to ${options.to}: not a form of a whole host. Use ${[...forms.keys()].join(' or ')}, or export one stack without --host.`,
    );
  }
  const { theme } = options;
  if (theme !== 'light' && theme !== 'dark')
    throw new CallFailure(`--theme ${theme}: no such theme. Use light or dark.`);
  if (options.embedText === true)
    throw new CallFailure('--embed-text puts the files of one project into its picture; a host has none.');
  const { host, question, failed } = await loadHost(io, args, options);
  const title = basename(resolve(io.cwd, args[0] ?? '.'));
  await io.print(form(analyzeHost(host, question), { title, theme }));
  return failed ? exitCodes.failure : exitCodes.done;
}
