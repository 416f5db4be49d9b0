// `diff` for an agent: what one version of a project opens and closes beside another, from files or from git.

import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { diffSections, diffSummary } from '../../../core/export/diff/diff-text.ts';
import { CallFailure } from '../../call-failure.ts';
import { compareVersions } from '../../questions/compare-versions.ts';
import { type Answer, limitArgument, moreLine, registerTool, usualLimit } from '../register-tool.ts';
import { beginCall, filesOfCall, nameBelow, projectArguments, type ToolContext } from '../tool-context.ts';

const shape = {
  old: z.string().min(1).optional().describe('The earlier version: a file or folder below the root.'),
  new: z.string().min(1).optional().describe('The later version: a file or folder below the root.'),
  against: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Instead of old and new: a git commit, branch or tag, which the files of now are compared with.',
    ),
  ...projectArguments,
  limit: limitArgument,
};

const asWritten = { code: (text: string) => text, prose: (text: string) => text };

/** Adds the tool `diff`. */
export function registerDiffTool(server: McpServer, context: ToolContext): void {
  registerTool(server, context, {
    name: 'diff',
    title: 'What a change opens and closes',
    description:
      'What differs between two versions of a Docker Compose project in who reaches whom, ways in and out, names and findings. Give old and new, or against (a git ref) for what changed in the working tree since.',
    shape,
    answer: 'diff',
    writes: false,
    async run(args): Promise<Answer<'diff'>> {
      const call = beginCall(context, args);
      const { old, new: later, against } = args;
      if (against === undefined ? old === undefined || later === undefined : (old ?? later) !== undefined) {
        throw new CallFailure('Give either old and new, or against.');
      }
      if (against === undefined && args.files !== undefined) {
        throw new CallFailure('files works only with against. Give old and new, or against and files.');
      }
      const operands =
        against === undefined
          ? [old, later].map((file) => nameBelow(context, file ?? ''))
          : (await filesOfCall(context, call, args)).files;
      const options = { ...call.options, ...(against === undefined ? {} : { against }) };
      const report = await compareVersions(call.io, operands, options, context.run, context.root.path);
      const limit = args.limit ?? usualLimit;
      const sections = diffSections(report, asWritten);
      const entries = sections.flatMap(({ title, opened, closed }) => [
        ...opened.map((text) => ({ title, kind: 'opened' as const, text })),
        ...closed.map((text) => ({ title, kind: 'closed' as const, text })),
      ]);
      // What opens matters most in a change, so it is never left out in favour of what closes.
      const ranked = [
        ...entries.filter(({ kind }) => kind === 'opened'),
        ...entries.filter(({ kind }) => kind === 'closed'),
      ];
      const shown = ranked.slice(0, limit);
      const summary = diffSummary(report);
      return {
        lines: [
          summary,
          ...shown.map(({ title, kind, text }) => `${kind === 'opened' ? '+' : '-'} ${title}: ${text}`),
          ...moreLine(ranked.length, shown.length),
          ...call.notes,
        ],
        data: {
          summary,
          opens: report.opens,
          changes: shown,
          more: ranked.length - shown.length,
          notes: call.notes,
        },
      };
    },
  });
}
