// What operations would make of a project: the new texts, what they open and close, and a word that stands for exactly this plan.

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { analyze } from '../../core/analysis/analyze.ts';
import { nameList } from '../../core/compose/name-list.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import { unifiedDiff } from '../../core/export/diff/unified-diff.ts';
import { previewOperations } from '../../core/session/preview.ts';
import type { Preview } from '../../core/session/session.ts';
import type { Refusal } from '../../core/text/result.ts';
import { CallFailure } from '../call-failure.ts';
import { loadProject } from '../input/load-project.ts';
import { formatDelta, formatRefusal, outcomeLines, readOperation } from '../output/change-lines.ts';
import type { NewText } from '../saving/save-texts.ts';
import {
  beginCall,
  filesOfCall,
  nameBelow,
  notesOf,
  type ProjectArguments,
  projectArguments,
  type ToolCall,
  type ToolContext,
} from './tool-context.ts';

/** The arguments of the tools that edit. */
export const editArguments = {
  operations: z
    .array(z.string().min(1))
    .min(1)
    .max(100)
    .describe('Operations, carried out together: those that check offers as fixes, or written as described.'),
  into: z
    .string()
    .min(1)
    .optional()
    .describe(
      'An override file (.yaml or .yml) that gets the edits instead; made where it is not there. Default: each edit goes where the thing is written.',
    ),
  ...projectArguments,
};

export interface EditArguments extends ProjectArguments {
  readonly operations: readonly string[];
  readonly into?: string | undefined;
}

/** A plan is shown before it is carried out: `word` is another one as soon as a byte of it is. */
export interface Plan {
  readonly call: ToolCall;
  readonly texts: readonly NewText[];
  readonly diff: string;
  /** What it opens and closes, breaks and gains: a line each. */
  readonly effects: readonly string[];
  readonly preview: Preview;
  readonly notes: readonly string[];
  readonly word: string;
}

/** Plans `operations`; a failure where they are refused, with what could be done instead. */
export async function planEdit(context: ToolContext, args: EditArguments): Promise<Plan> {
  const call = beginCall(context, args);
  const operations = args.operations.map(readOperation);
  const into = args.into === undefined ? null : overrideBelow(context, args.into);
  const named = await filesOfCall(context, call, args);
  const joins = into !== null && !named.includes(into) && call.io.kindOf(into) !== 'absent';
  const project = await loadProject(call.io, joins ? [...named, into] : named, call.options);
  const { workspace, reachOptions } = project;
  const before = workspace.input.texts;
  const planned = previewOperations(workspace, analyze(workspace, reachOptions), operations, {
    into,
    locked: new Set<string>(),
  });
  if (!planned.ok) throw refusalFailure(planned.error, workspace);
  const preview = planned.value;
  const texts = [...preview.edits.keys()].map((file) => ({
    file,
    before: before.get(file) ?? null,
    text: preview.workspace.input.texts.get(file) ?? '',
  }));
  return {
    call,
    texts,
    diff: texts.map(({ file, before: old, text }) => unifiedDiff(file, old ?? '', text)).join(''),
    effects: [...formatDelta(preview.delta), ...outcomeLines(preview)],
    preview,
    notes: notesOf(call, project),
    word: createHash('sha256')
      .update(JSON.stringify([context.root.path, texts]))
      .digest('hex')
      .slice(0, 16),
  };
}

function refusalFailure(refusal: Refusal, { topology }: Workspace): CallFailure {
  const unknown = refusal.code.startsWith('unknown-');
  const names = `Services: ${nameList([...topology.services.keys()])}. Networks: ${nameList([...topology.networks.keys()])}.`;
  return new CallFailure([...formatRefusal(refusal), ...(unknown ? [names] : [])]);
}

/** The path of an override file to be made; refused without an ending of YAML, so that no other program takes the file for its own. */
function overrideBelow(context: ToolContext, file: string): string {
  if (/\.ya?ml$/i.test(file)) return nameBelow(context, file);
  throw new CallFailure(`${file}: no name of an override file. Give one that ends in .yaml or .yml.`);
}

/** The plan in lines, with how many of its effects. */
export function planLines({ diff, effects, notes }: Plan): readonly string[] {
  return [
    ...(diff === '' ? ['Nothing to change.'] : diff.trimEnd().split('\n')),
    '',
    ...effects.slice(0, mostEffects),
    ...(effects.length > mostEffects ? [`${effects.length - mostEffects} more effects`] : []),
    ...notes,
  ];
}

const mostEffects = 60;

/** The plan as data. */
export function planData({
  diff,
  effects,
  notes,
  texts,
  preview,
  word,
}: Plan): Readonly<Record<string, unknown>> {
  const { opened, waysOpened, closed, waysClosed } = preview.delta;
  return {
    plan: word,
    files: texts.map(({ file }) => file),
    diff,
    opened: opened.length + waysOpened.length,
    closed: closed.length + waysClosed.length,
    effects: effects.slice(0, mostEffects),
    more: Math.max(0, effects.length - mostEffects),
    notes,
  };
}
