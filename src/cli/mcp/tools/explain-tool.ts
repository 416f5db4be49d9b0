// `explain` for an agent: why one side reaches the other, or why not, each reason with its rule and lines.

import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { triAnswer } from '../../../core/describe/tri.ts';
import type { Answer as Verdict } from '../../../core/explain/explanation.ts';
import { seenLines, titledAnswers } from '../../../core/export/explanation-lines.ts';
import { leavesOf } from '../../../core/export/leave/out-report.ts';
import { standaloneFacts } from '../../../core/host/alone.ts';
import type { HostFacts } from '../../../core/host/host-facts.ts';
import { placeOnHost } from '../../../core/host/host-places.ts';
import { outsidePlace } from '../../../core/reach/places.ts';
import type { Path } from '../../../core/yaml/tree.ts';
import { explainSides } from '../../questions/explain-sides.ts';
import { hostArgument, hostOfCall } from '../host-of-call.ts';
import { type Answer, registerTool } from '../register-tool.ts';
import {
  beginCall,
  notesOf,
  type ProjectArguments,
  projectArguments,
  projectOfCall,
  type ToolCall,
  type ToolContext,
} from '../tool-context.ts';

const shape = {
  from: z.string().describe('A service, outside, lan, internet or host.'),
  to: z.string().describe('A service, outside, lan, internet or host.'),
  ...projectArguments,
  ...hostArgument,
};

/** Adds the tool `explain`. */
export function registerExplainTool(server: McpServer, context: ToolContext): void {
  registerTool(server, context, {
    name: 'explain',
    title: 'Why A reaches B, or why not',
    description:
      'Why one service of a Docker Compose project reaches another, the outside or the host, or why not: at its own address, through a published port, through a proxy, by name, a shared socket, or takeover of others; to outside, by which ways it leaves. Each reason has its rule and file:line:column.',
    shape,
    answer: 'explain',
    writes: false,
    async run(args): Promise<Answer<'explain'>> {
      const { explanation, leaves, citationOf, notes } = await explained(context, args);
      const given = titledAnswers(explanation).map(({ key, title, answer }) => ({
        ...{ key, title, verdict: answer.verdict },
        reasons: reasonsOf(citationOf, answer),
      }));
      return {
        lines: [
          explanation.summary,
          ...given.flatMap(({ title, verdict, reasons }) => [
            `${title}: ${triAnswer(verdict)}`,
            ...reasons.map(
              ({ rule, text, at }) => `  ${rule}: ${text}${at.map((one) => `  ${one}`).join('')}`,
            ),
          ]),
          ...(explanation.seen ? seenLines(explanation.seen) : []),
          ...(leaves.length === 0 ? [] : ['leaves:', ...leaves.map((line) => `  ${line}`)]),
          ...notes,
        ],
        data: {
          summary: explanation.summary,
          reaches: explanation.reaches,
          ...Object.fromEntries(given.map(({ key, verdict, reasons }) => [key, { verdict, reasons }])),
          evidence: explanation.evidence,
          ...(explanation.seen ? { observed: seenLines(explanation.seen) } : {}),
          ...(leaves.length === 0 ? {} : { leaves }),
          notes,
        },
      };
    },
  });
}

interface Question extends ProjectArguments {
  readonly from: string;
  readonly to: string;
  readonly host?: boolean | undefined;
}

/** Explains a pair within one project or on a host; also returns how a service leaves, and how to name places. */
async function explained(context: ToolContext, args: Question) {
  const call = beginCall(context, args);
  const { facts, notes } = await factsOfCall(context, call, args);
  // What no file says, such as a network that is made by hand, has no place.
  const citationOf = (path: Path): string | null => {
    const place = placeOnHost(facts, path);
    return place && `${place.file}:${place.line}:${place.column}`;
  };
  const explanation = explainSides(facts, [args.from, args.to]);
  const leaves = explanation.to === outsidePlace ? leavesOf(facts, explanation.from) : [];
  return { explanation, leaves, citationOf, notes };
}

async function factsOfCall(
  context: ToolContext,
  call: ToolCall,
  args: Question,
): Promise<{ readonly facts: HostFacts; readonly notes: readonly string[] }> {
  if (args.host === true) return { facts: await hostOfCall(context, call, args), notes: call.notes };
  const project = await projectOfCall(context, call, args);
  return { facts: standaloneFacts(project), notes: notesOf(call, project) };
}

// More reasons than these say nothing new: a shared network with a hundred ports gives a hundred.
const maxReasons = 10;

function reasonsOf(citationOf: (path: Path) => string | null, { reasons }: Verdict) {
  return reasons.slice(0, maxReasons).map(({ rule, text, at }) => ({
    rule,
    text,
    at: [...new Set(at.flatMap((path) => citationOf(path) ?? []))],
  }));
}
