// A tool of the server: its words, its arguments, and what it answers. Whatever it cannot do is an answer, too, marked as an error.

import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { visible } from '../../core/export/visible-text.ts';
import { CallFailure } from '../call-failure.ts';
import { unforeseen } from '../unforeseen.ts';
import type { Answer } from './answer.ts';
import type { ToolContext } from './tool-context.ts';

export interface Tool<Shape extends z.ZodRawShape> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly shape: Shape;
  /** Whether it changes files. */
  readonly writes: boolean;
  run(args: z.output<z.ZodObject<Shape>>): Promise<Answer>;
}

// More than a model reads; it says that it was cut.
const longest = 16_000;

/** Adds the tool; an argument that it does not know is an error. */
export function registerTool<Shape extends z.ZodRawShape>(
  server: McpServer,
  { machine }: ToolContext,
  { name, title, description, shape, writes, run }: Tool<Shape>,
): void {
  const schema = z.strictObject(shape);
  const annotations = { readOnlyHint: !writes, destructiveHint: writes, openWorldHint: false };
  server.registerTool(
    name,
    { title, description, inputSchema: schema, annotations },
    async (args: unknown) => {
      try {
        return resultOf(await run(schema.parse(args) as z.output<z.ZodObject<Shape>>));
      } catch (error) {
        const debug = machine.env.get('BULKHEAD_DEBUG');
        return failed(error instanceof CallFailure ? error.lines : unforeseen(error, debug));
      }
    },
  );
}

function resultOf({ lines, data }: Answer): CallToolResult {
  return { content: [{ type: 'text', text: textOf(lines) }], structuredContent: data };
}

function failed(lines: readonly string[]): CallToolResult {
  return { content: [{ type: 'text', text: textOf(lines) }], isError: true };
}

function textOf(lines: readonly string[]): string {
  const text = lines.map(visible).join('\n');
  return text.length <= longest ? text : `${text.slice(0, longest)}\n… cut here; ask about less.`;
}
