// A tool of the server: its words, its arguments, and what it answers. Whatever it cannot do is an answer, too, marked as an error.

import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { placeOf } from '../../core/compose/workspace/place-of.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import { visible } from '../../core/quote/visible-text.ts';
import type { Path } from '../../core/yaml/tree.ts';
import { CallFailure } from '../call-failure.ts';
import { uncaughtErrorLines } from '../uncaught-error.ts';
import { type AnswerData, type AnswerName, answers } from './answers.ts';
import type { ToolContext } from './tool-context.ts';

interface Tool<Shape extends z.ZodRawShape, Name extends AnswerName> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly shape: Shape;
  /** The name of the answer's schema. */
  readonly answer: Name;
  /** True when the tool changes files. */
  readonly writes: boolean;
  run(args: z.output<z.ZodObject<Shape>>): Promise<Answer<Name>>;
}

// More than a model reads; it says that it was cut.
const maxLength = 16_000;

/** Adds a tool to the server; it refuses unknown arguments. */
export function registerTool<Shape extends z.ZodRawShape, Name extends AnswerName>(
  server: McpServer,
  { machine }: ToolContext,
  { name, title, description, shape, answer, writes, run }: Tool<Shape, Name>,
): void {
  const schema = z.strictObject(shape);
  const annotations = { readOnlyHint: !writes, destructiveHint: writes, openWorldHint: false };
  server.registerTool(
    name,
    { title, description, inputSchema: schema, outputSchema: answers[answer], annotations },
    async (args: unknown) => {
      try {
        return resultOf(await run(schema.parse(args) as z.output<z.ZodObject<Shape>>));
      } catch (error) {
        const debug = machine.env.get('BULKHEAD_DEBUG');
        return failed(error instanceof CallFailure ? error.lines : uncaughtErrorLines(error, debug));
      }
    },
  );
}

function resultOf({ lines, data }: Answer<AnswerName>): CallToolResult {
  return { content: [{ type: 'text', text: textOf(lines) }], structuredContent: data };
}

function failed(lines: readonly string[]): CallToolResult {
  return { content: [{ type: 'text', text: textOf(lines) }], isError: true };
}

function textOf(lines: readonly string[]): string {
  const text = lines.map(visible).join('\n');
  return text.length <= maxLength
    ? text
    : `${text.slice(0, maxLength)}\n… cut here; ask a narrower question.`;
}

/** A tool's answer: a short text for the model, and the same as data. */
export interface Answer<Name extends AnswerName> {
  /** The text's lines; control characters are shown, not sent. */
  readonly lines: readonly string[];
  readonly data: AnswerData<Name>;
}

/** The argument that limits how many entries an answer has. */
export const limitArgument = z
  .number()
  .int()
  .min(1)
  .max(200)
  .optional()
  .describe('Entries of a list at most, 1 to 200. Default 20; the answer says how many were left out.');

export const usualLimit = 20;

/** Returns `FILE:LINE:COLUMN` of a path of the model. */
export function citation(workspace: Workspace, at: Path): string {
  const { file, line, column } = placeOf(workspace, at);
  return `${file}:${line}:${column}`;
}

/** Returns a line with the number of entries left out; empty when all are shown. */
export function moreLine(all: number, shown: number): readonly string[] {
  return all > shown ? [`${all - shown} more; give a larger limit, or ask a narrower question.`] : [];
}
