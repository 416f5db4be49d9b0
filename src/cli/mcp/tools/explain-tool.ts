// `explain` for an agent: why one side reaches the other, or why not, each reason with its rule and lines.

import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import type { Answer as Verdict } from '../../../core/analysis/explain/explanation.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import { explainSides } from '../../questions/explain-sides.ts';
import { type Answer, citation, registerTool, triWord } from '../register-tool.ts';
import { beginCall, notesOf, projectArguments, projectOfCall, type ToolContext } from '../tool-context.ts';

const shape = {
  from: z.string().describe('A service, outside or host.'),
  to: z.string().describe('A service, outside or host.'),
  ...projectArguments,
};

/** Adds the tool. */
export function registerExplainTool(server: McpServer, context: ToolContext): void {
  registerTool(server, context, {
    name: 'explain',
    title: 'Why A reaches B, or why not',
    description:
      'Why one service of a Docker Compose project reaches another, the outside or the host, or why not: at its own address, through a published port, through a proxy, by name, by a socket in a shared volume, or by taking over others. Each reason has its rule and file:line:column.',
    shape,
    writes: false,
    async run(args): Promise<Answer> {
      const call = beginCall(context, args);
      const project = await projectOfCall(context, call, args);
      const { workspace } = project;
      const explanation = explainSides(project, args.from, args.to);
      const { direct, viaHost, proxied, resolves, beside, pivot } = explanation;
      const verdicts: readonly (readonly [string, string, Verdict | null])[] = [
        ['direct', 'direct', direct],
        ['publishedPort', 'through a published port', viaHost],
        ['proxy', 'through a proxy', proxied],
        ['name', 'name', resolves],
        ['besideTheNetwork', 'beside the network', beside],
        ['byTakingOver', 'by taking over others', pivot],
      ];
      const answers = verdicts.flatMap(([key, title, verdict]) =>
        verdict ? [{ key, title, verdict: verdict.verdict, reasons: reasonsOf(workspace, verdict) }] : [],
      );
      const notes = notesOf(call, project);
      return {
        lines: [
          explanation.summary,
          ...answers.flatMap(({ title, verdict, reasons }) => [
            `${title}: ${triWord(verdict)}`,
            ...reasons.map(
              ({ rule, text, at }) => `  ${rule}: ${text}${at.map((one) => `  ${one}`).join('')}`,
            ),
          ]),
          ...notes,
        ],
        data: {
          summary: explanation.summary,
          reaches: explanation.reaches,
          ...Object.fromEntries(answers.map(({ key, verdict, reasons }) => [key, { verdict, reasons }])),
          evidence: explanation.evidence,
          notes,
        },
      };
    },
  });
}

// More reasons than these say nothing new: a shared network with a hundred ports gives a hundred.
const mostReasons = 10;

function reasonsOf(workspace: Workspace, { reasons }: Verdict) {
  return reasons.slice(0, mostReasons).map(({ rule, text, at }) => ({
    rule,
    text,
    at: [...new Set(at.map((path) => citation(workspace, path)))],
  }));
}
