// The stacks below the root as one host, for calls that ask about all of them.

import { z } from 'zod';
import type { RuleSet } from '../../core/findings/rule-sets.ts';
import { analyzeHost } from '../../core/rules/all-rules.ts';
import type { HostAnalysis } from '../../core/rules/analyze-host.ts';
import { loadHost } from '../input/load-host.ts';
import { nameBelow, type ProjectArguments, type ToolCall, type ToolContext } from './tool-context.ts';

/** The argument that asks about all stacks of a host. */
export const hostArgument = {
  host: z
    .boolean()
    .optional()
    .describe(
      'All stacks in and below the root, or the folders in files, as one host. Services are STACK/SERVICE.',
    ),
};

/** Returns the analysis of the host in a call. Stacks that cannot be read are in the call's notes. */
export async function hostOfCall(
  context: ToolContext,
  { io, options }: ToolCall,
  { files = [], rules = 'default' }: ProjectArguments & { readonly rules?: RuleSet | undefined },
): Promise<HostAnalysis> {
  const folders = files.map((file) => nameBelow(context, file));
  const { host, question } = await loadHost(io, folders, { ...options, host: true, stackFile: [] });
  return analyzeHost(host, { ...question, options: { ...question.options, rules } });
}
