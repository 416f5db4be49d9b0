// An edit of a file that other stacks read: what it does to them, and the same edit in all of them. One that breaks another stack is
// refused; else a person would learn of it at the next `up` of that one.

import { nameList } from '../../core/compose/name-list.ts';
import type { Operation } from '../../core/compose/operations/operation.ts';
import { planInWorkspace } from '../../core/compose/workspace/plan/plan-in-workspace.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import { analyze } from '../../core/rules/all-rules.ts';
import { previewChange } from '../../core/session/preview.ts';
import type { Preview } from '../../core/session/session.ts';
import { ok, type Result, refuse } from '../../core/text/result.ts';
import type { Io } from '../io.ts';
import { formatDelta, outcomeLines } from '../output/change-lines.ts';
import { type EditedProjects, type OtherStack, otherStacks } from './other-stacks.ts';
import type { NewText } from './save-texts.ts';

/** The texts to write, and the effects on other stacks, one line each. */
export interface SharedEdit {
  readonly texts: readonly NewText[];
  readonly lines: readonly string[];
}

/** An edit planned in its own projects. */
export interface PlannedEdit extends EditedProjects {
  readonly texts: readonly NewText[];
  readonly operations: readonly Operation[];
  /** True to edit other stacks too. */
  readonly inAll: boolean;
  /** How the caller asks for that; by default the command's option. */
  readonly inAllHint?: string;
}

/** Returns the edit with its effects in other stacks; refused when one of them would break. */
export async function shareEdit(io: Io, edit: PlannedEdit): Promise<Result<SharedEdit>> {
  if (edit.texts.length === 0) return ok({ texts: [], lines: [] });
  const { stacks, unseen } = await otherStacks(io, edit.texts, edit);
  const effects = stacks.map((stack) => ({ stack, ...effectOn(stack) }));
  const broken = effects.filter(({ refused, breaks }) => refused.length + breaks.length > 0);
  if (broken.length === 0 || (edit.inAll && broken.every(({ refused }) => refused.length === 0)))
    return ok({ texts: edit.texts, lines: [...effects.flatMap(effectLines), ...unseen] });
  if (!edit.inAll) return refuseBroken(broken, edit.inAllHint);
  const along = editOtherStacks(
    edit,
    broken.map(({ stack }) => stack),
  );
  if (!along.ok) return along;
  const texts = [...edit.texts, ...along.value];
  if (along.value.length === 0) return refuseBroken(broken, null);
  // What is written now may have readers of its own.
  return shareEdit(io, { ...edit, texts });
}

interface Effect {
  /** Reasons why the stack has no model, or is refused by Compose, after the edit. */
  readonly refused: readonly string[];
  /** Needs that are no longer met. */
  readonly breaks: readonly string[];
  readonly preview: Preview | null;
}

function effectOn({ before, after }: OtherStack): Effect {
  if (after === null) return { refused: ['its files can no longer be read'], breaks: [], preview: null };
  const known = new Set(before.workspace.problems.map(({ message }) => message));
  const refused = after.workspace.problems.filter(
    ({ kind, message }) => kind !== 'notice' && !known.has(message),
  );
  const preview = previewChange(before.workspace, analyze(before.workspace, before.reachOptions), {
    edits: new Map(),
    workspace: after.workspace,
  });
  const breaks = preview.needsBroken.map(({ from, to }) => `${from} no longer reaches ${to}`);
  return {
    refused: [...new Set(refused.map(({ message }) => message))],
    breaks: [...new Set(breaks)],
    preview,
  };
}

/** Refuses an edit that breaks other stacks. `inAllHint` is null when those cannot be edited too. */
function refuseBroken(
  broken: readonly ({ readonly stack: OtherStack } & Effect)[],
  inAllHint: string | null = '--in-all',
): Result<never> {
  const why = broken.map(
    ({ stack, refused, breaks }) => `${stack.dir} (${nameList([...refused, ...breaks])})`,
  );
  const files = nameList([...new Set(broken.flatMap(({ stack }) => stack.reads))]);
  const message = `other stacks read ${files}, and this edit would break ${why.join('; ')}`;
  if (inAllHint === null)
    return refuse('shared-file', `${message}. Those files cannot be edited too: edit them by hand first`);
  const dirs = nameList(broken.map(({ stack }) => stack.dir));
  return refuse('shared-file', message, [{ label: `also edit ${dirs}`, operation: inAllHint }]);
}

/** Operations that rename or remove something must be repeated wherever it is named; all others are made once, where they are written. */
const renamingOperations: ReadonlySet<string> = new Set([
  'rename-network',
  'rename-service',
  'remove-network',
  'remove-service',
]);

/** Returns the texts that the same operations change in other stacks. */
function editOtherStacks(edit: PlannedEdit, stacks: readonly OtherStack[]): Result<readonly NewText[]> {
  const more = new Map<string, NewText>();
  const done = new Set(edit.texts.map(({ file }) => file));
  for (const { dir, before } of stacks) {
    const { workspace } = before;
    const operations = edit.operations.filter((operation) => isNamedIn(operation, workspace));
    const planned = planInWorkspace(workspace, operations);
    if (!planned.ok) return refuse('shared-file', `${dir} cannot be edited too: ${planned.error.message}`);
    for (const file of planned.value.edits.keys()) {
      if (done.has(file)) continue;
      const text = planned.value.workspace.input.texts.get(file) ?? '';
      const other = more.get(file);
      if (other !== undefined && other.text !== text)
        return refuse('shared-file', `${file} would differ for each stack that reads it; edit it by hand`);
      more.set(file, { file, before: workspace.input.texts.get(file) ?? null, text });
    }
  }
  return ok([...more.values()]);
}

function isNamedIn(operation: Operation, { topology }: Workspace): boolean {
  if (!renamingOperations.has(operation.type)) return false;
  if ('service' in operation) return topology.services.has(operation.service);
  return 'network' in operation && topology.networks.has(operation.network);
}

/** Returns the effects of an edit on a stack that reads a changed file, as lines. */
function effectLines({ stack, preview }: { readonly stack: OtherStack } & Effect): readonly string[] {
  if (preview === null) return [];
  const lines = [...formatDelta(preview.delta), ...outcomeLines(preview)];
  return [`${stack.dir} also reads ${nameList(stack.reads)}:`, ...lines.map((line) => `  ${line}`)];
}
