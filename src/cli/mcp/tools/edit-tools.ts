// `plan_edit`: what operations would change, as a diff, and what that opens and closes. It writes nothing. `apply_edit`: writes a plan that
// was shown, byte for byte, or nothing; only a server that was allowed to write has it.

import { createHash } from 'node:crypto';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { nameList } from '../../../core/compose/name-list.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import { unifiedDiff } from '../../../core/export/diff/unified-diff.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import { previewOperations } from '../../../core/session/preview.ts';
import type { Preview } from '../../../core/session/session.ts';
import type { Refusal } from '../../../core/text/result.ts';
import { CallFailure } from '../../call-failure.ts';
import { loadProject } from '../../input/load-project.ts';
import {
  formatDelta,
  formatRefusal,
  outcomeLines,
  readOperation,
  upLines,
} from '../../output/change-lines.ts';
import { type NewText, saveTexts } from '../../saving/save-texts.ts';
import { shareEdit } from '../../saving/shared-edit.ts';
import type { AnswerData } from '../answers.ts';
import { type Answer, registerTool } from '../register-tool.ts';
import {
  beginCall,
  filesOfCall,
  nameBelow,
  notesOf,
  type ProjectArguments,
  projectArguments,
  type ToolCall,
  type ToolContext,
} from '../tool-context.ts';

/** The arguments of the tools that edit. */
const editArguments = {
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
  in_all: z
    .boolean()
    .optional()
    .describe('Edits other stacks along that read a changed file and would break. Default: refused then.'),
  ...projectArguments,
};

interface EditArguments extends ProjectArguments {
  readonly operations: readonly string[];
  readonly into?: string | undefined;
  readonly in_all?: boolean | undefined;
}

/** A plan to show before it is applied. Its `word` changes with any byte of the plan. */
export interface Plan {
  readonly call: ToolCall;
  readonly texts: readonly NewText[];
  readonly diff: string;
  /** What the plan opens, closes, breaks and gains, one line each. */
  readonly effects: readonly string[];
  readonly preview: Preview;
  readonly notes: readonly string[];
  readonly word: string;
}

const forms =
  'Operations are NAME=SERVICE:… or NAME=NETWORK:…, such as attach=web:back, detach=web:front, move=web:front:back, internal=back:true, add-network=NAME[:internal], remove-network=NAME, mode=web:none, publish=web:127.0.0.1:8080:80, unpublish=web:8080, bind=web:8080:127.0.0.1, host-port=web:8080:8081, cap-drop=web:ALL, user=web:1000, read-only=web:true, unset=web:KEY, add-service=NAME:IMAGE, rename-service=web:NAME.';

/** Adds the tool `plan_edit`. */
export function registerPlanEditTool(server: McpServer, context: ToolContext): void {
  registerTool(server, context, {
    name: 'plan_edit',
    title: 'What an edit would change, open and close',
    description: `What operations on a Docker Compose project would change: a unified diff, what opens and closes, needs that break, findings gained. Writes nothing. A refusal comes with operations that would do. ${forms}`,
    shape: editArguments,
    answer: 'plan',
    writes: false,
    async run(args): Promise<Answer<'plan'>> {
      const plan = await planEdit(context, args);
      const next =
        plan.texts.length > 0 && context.allowWrite
          ? [`plan ${plan.word}: apply_edit with the same arguments and this plan writes it.`]
          : [];
      return { lines: [...planLines(plan), ...next], data: planData(plan) };
    },
  });
}

const shape = {
  plan: z.string().describe('The word that plan_edit gave for the same arguments.'),
  ...editArguments,
  operations: editArguments.operations.describe('As for plan_edit.'),
  into: editArguments.into.describe('As for plan_edit.'),
  in_all: editArguments.in_all.describe('As for plan_edit.'),
};

/** Adds the tool `apply_edit`. */
export function registerApplyEditTool(server: McpServer, context: ToolContext): void {
  registerTool(server, context, {
    name: 'apply_edit',
    title: 'Write a planned edit',
    description:
      'Writes what plan_edit showed: the same arguments, and the plan that it gave. Nothing is written where the files have changed since. Ask the person first where the plan opens something.',
    shape,
    answer: 'applied',
    writes: true,
    async run(args): Promise<Answer<'applied'>> {
      const plan = await planEdit(context, args);
      if (plan.word !== args.plan) {
        throw new CallFailure(
          `plan ${args.plan}: outdated, since the files or the arguments have changed. Call plan_edit again, check its answer, and give its plan.`,
        );
      }
      saveTexts(plan.call.io, plan.texts);
      const data = planData(plan);
      const files = plan.texts.map(({ file }) => file).join(', ');
      const effects = `${data.opened} opened, ${data.closed} closed`;
      return {
        lines: [files === '' ? 'Nothing to change.' : `Written: ${files}; ${effects}.`, ...plan.notes],
        data: { ...data, written: plan.texts.length > 0 },
      };
    },
  });
}

/** Plans `operations`; a refusal is a failure that lists alternatives. */
async function planEdit(context: ToolContext, args: EditArguments): Promise<Plan> {
  const call = beginCall(context, args);
  const operations = args.operations.map(readOperation);
  const into = args.into === undefined ? null : overrideBelow(context, args.into);
  const { files: named, options } = await filesOfCall(context, call, args);
  const joins = into !== null && !named.includes(into) && call.io.kindOf(into) !== 'absent';
  const project = await loadProject(call.io, joins ? [...named, into] : named, options);
  const { workspace, reachOptions } = project;
  const before = workspace.input.texts;
  const planned = previewOperations(workspace, analyze(workspace, reachOptions), operations, {
    into,
    locked: new Set<string>(),
  });
  if (!planned.ok) throw refusalFailure(planned.error, workspace);
  const preview = planned.value;
  const shared = await shareEdit(call.io, {
    texts: [...preview.edits.keys()].map((file) => ({
      file,
      before: before.get(file) ?? null,
      text: preview.workspace.input.texts.get(file) ?? '',
    })),
    operations,
    own: [[...preview.workspace.input.texts.keys()]],
    options,
    roots: ['.'],
    inAll: args.in_all === true,
    inAllHint: 'in_all: true',
  });
  if (!shared.ok) throw refusalFailure(shared.error, workspace);
  const { texts } = shared.value;
  return {
    call,
    texts,
    diff: texts.map(({ file, before: old, text }) => unifiedDiff(file, old ?? '', text)).join(''),
    effects: [
      ...formatDelta(preview.delta),
      ...outcomeLines(preview),
      ...upLines(workspace, preview),
      ...shared.value.lines,
    ],
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
  return new CallFailure([...formatRefusal(refusal, (operation) => operation), ...(unknown ? [names] : [])]);
}

/** Returns the path of a new override file. Refuses names without a YAML ending, which another program might take for its own. */
function overrideBelow(context: ToolContext, file: string): string {
  if (/\.ya?ml$/i.test(file)) return nameBelow(context, file);
  throw new CallFailure(`${file}: not a name for an override file. Give one that ends in .yaml or .yml.`);
}

/** Returns the plan as lines, with a limited number of effects. */
function planLines({ diff, effects, notes }: Plan): readonly string[] {
  return [
    ...(diff === '' ? ['Nothing to change.'] : diff.trimEnd().split('\n')),
    '',
    ...effects.slice(0, maxEffects),
    ...(effects.length > maxEffects ? [`${effects.length - maxEffects} more effects`] : []),
    ...notes,
  ];
}

const maxEffects = 60;

/** Returns the plan as data. */
function planData({ diff, effects, notes, texts, preview, word }: Plan): AnswerData<'plan'> {
  const { opened, waysOpened, closed, waysClosed } = preview.delta;
  return {
    plan: word,
    files: texts.map(({ file }) => file),
    diff,
    opened: opened.length + waysOpened.length,
    closed: closed.length + waysClosed.length,
    effects: effects.slice(0, maxEffects),
    more: Math.max(0, effects.length - maxEffects),
    notes,
  };
}
