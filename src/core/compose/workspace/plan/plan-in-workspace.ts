// Operations on a project of several files: planned on the merged model, then written to the file that owns the fact, or to the one
// chosen for edits. Every plan is verified on the merged model.

import { composeEdits, type Edits } from '../../../text/edit.ts';
import { ok, type Result, refuse } from '../../../text/result.ts';
import { listTree, mapTree, textTree, treeOf } from '../../../yaml/make-tree.ts';
import { childOf, deref, type Tree } from '../../../yaml/tree.ts';
import type { ComposeDocument, Fragment } from '../../document.ts';
import { entityFragment } from '../../fragment-at.ts';
import { modelOf } from '../../model-of.ts';
import { modelProblems } from '../../open-document.ts';
import type { Operation } from '../../operations/operation.ts';
import { planModel, planTransaction, planTrees } from '../../operations/plan-operations.ts';
import { firstDifference } from '../../operations/steps/expect-model.ts';
import type { Problem } from '../../problem.ts';
import type { Topology } from '../../topology.ts';
import { assembleWorkspace } from '../assemble-workspace.ts';
import { mainDocument } from '../open-workspace.ts';
import { updateWorkspace } from '../update-workspace.ts';
import type { Layer, Workspace } from '../workspace.ts';
import { overrideEdits } from './override-edits.ts';
import { changedKeys, writtenOut } from './override-form.ts';
import { isStatement, planIntents } from './plan-intents.ts';
import { refuseIncludedEntry } from './refuse-included-entry.ts';
import { composeFileEdits, isRenaming, renameEverywhere } from './rename-everywhere.ts';
import { withReferencesRemoved } from './with-references-removed.ts';
import type { WorkspaceChange } from './writing.ts';
import { type Writing, writeToOwner } from './writing.ts';

const models = new WeakMap<Workspace, ComposeDocument>();

/** Returns the merged model as one file without a text, so that the effect of an operation does not depend on the number of files. */
function modelDocument(workspace: Workspace): ComposeDocument {
  const known = models.get(workspace);
  if (known) return known;
  const { topology, input } = workspace;
  const services = [...topology.services.values()].map(({ name, tree }) => unwritten('service', name, tree));
  const networks = [...topology.networks.values()]
    .filter(({ origin }) => origin === 'declared')
    .map(({ name, tree }) => unwritten('network', name, tree));
  const name = topology.name === null ? [] : [unwritten('rest', 'name', textTree(topology.name))];
  const fragments = [...name, ...services, ...networks];
  const { environment } = input;
  const read = { fragments, environment, schema: null, topology: modelOf(fragments, environment, null) };
  const nothing = services.length + networks.length === 0;
  const document: ComposeDocument = {
    ...read,
    file: input.order[0] ?? '',
    text: '',
    anchors: new Map(),
    stale: nothing,
    empty: nothing,
    fileProblems: [],
    problems: modelProblems(read),
  };
  models.set(workspace, document);
  return document;
}

function unwritten(kind: Fragment['kind'], name: string, tree: Tree | null): Fragment {
  const value = tree === null || writtenOut(tree) === null ? treeOf(null) : flattened(tree);
  return { kind, name, length: 0, tree: value, keySpan: null, alone: false };
}

/**
 * Returns the tree with aliases and merge keys written out, as if written in flow style, where the last entry of a mapping or list may be
 * removed. Keys keep their order: those of a plain object begin with its numbers.
 */
function flattened(tree: Tree): Tree {
  const node = deref(tree);
  if (node?.kind === 'seq') return { ...listTree(node.items.map(flattened)), flow: true };
  if (node?.kind === 'map')
    return { ...mapTree(node.entries.map(({ key, value }) => [key, flattened(value)])), flow: true };
  return treeOf(node === null ? null : writtenOut(node));
}

/** Returns the edits that carry out operations as one transaction; applies nothing. */
export function planInWorkspace(
  open: Workspace,
  operations: readonly Operation[],
  writing: Writing = writeToOwner,
): Result<WorkspaceChange> {
  const workspace = writing.into === null ? open : withOverride(open, writing.into);
  if (workspace.stale)
    return refuse('has-errors', 'a file cannot be read at the moment; correct its text first');
  const main = mainDocument(workspace);
  if (isSingleFile(workspace) && writing.into === null && !writing.locked.has(main.file)) {
    return planSingleFile(workspace, main, operations);
  }
  const stated = planIntents(workspace, operations, writing);
  if (stated) return stated;
  if (operations.some(isStatement)) return planSteps(workspace, withStatementsApart(operations), writing);
  if (writing.into === null && operations.length > 1 && operations.some(isRenaming))
    return planSteps(workspace, stepsOf(operations), writing);
  const model = modelDocument(workspace);
  const meant = planModel(model, operations);
  if (!meant.ok) return meant;
  if (meant.value === model) return ok({ edits: new Map(), workspace });
  const expected: Expected = {
    topology: expectedTopology(workspace.topology, model.topology, meant.value.topology),
    refused: refusedCodes(meant.value),
  };
  if (writing.into !== null) {
    const planned = planInFile(workspace, writing.into, operations, expected);
    return planned
      ? ok(planned)
      : written(workspace, writing.into, model.topology, expected, 'override-unfit');
  }
  const [first] = operations;
  if (first && isRenaming(first)) {
    const renamed = renameEverywhere(workspace, first, writing.locked, expected.topology, (current, more) =>
      planInWorkspace(current, more, writing),
    );
    if (renamed) return renamed;
  }
  const files = touchedFiles(workspace, model.topology, expected.topology).filter(
    (file) => !writing.locked.has(file),
  );
  for (const file of files) {
    const planned = planInFile(workspace, file, operations, expected);
    if (planned) return ok(planned);
  }
  const ways: Result<WorkspaceChange>[] = [];
  for (const file of files) {
    const planned = written(workspace, file, model.topology, expected, 'several-files');
    if (planned.ok) return planned;
    ways.push(planned);
  }
  const apart = withReferencesRemoved(workspace.topology, operations);
  if (apart.length > operations.length) {
    const planned = planSteps(
      workspace,
      apart.map((operation) => [operation]),
      writing,
    );
    if (planned.ok) return planned;
  }
  const held = ways.find((way) => !way.ok && way.error.code === 'included');
  if (held && !held.ok) return held;
  const reason =
    files.length === 0
      ? 'every file that sets it is locked; unlock one, or write to an override'
      : 'several files set it together; write to an override, or edit the text';
  return refuse('several-files', reason);
}

/**
 * Returns the workspace after operations, for questions about the model alone: its text may be the earlier one. Refuses in the same cases
 * as `planInWorkspace`.
 */
export function workspaceAfter(workspace: Workspace, operations: readonly Operation[]): Result<Workspace> {
  const main = mainDocument(workspace);
  // A comment that suppresses findings stands where the text is.
  const told = main.text.includes('bulkhead-disable');
  const trees = isSingleFile(workspace) && !told && !workspace.stale ? planTrees(main, operations) : null;
  if (trees?.ok === false) return trees;
  if (trees) return ok(assembleWorkspace(workspace.input, [trees.value], workspace));
  const planned = planInWorkspace(workspace, operations);
  return planned.ok ? ok(planned.value.workspace) : planned;
}

/** True when the project's only file is its model. */
export function isSingleFile({ layers, files }: Workspace): boolean {
  return layers.size === 0 && files.length === 1;
}

/** Returns the operations as steps: a renaming edits several files at once and is a step of its own, the others go together. */
function stepsOf(operations: readonly Operation[]): readonly (readonly Operation[])[] {
  const steps: Operation[][] = [];
  for (const operation of operations) {
    const last = steps.at(-1);
    if (last?.[0] && !isRenaming(operation) && !isRenaming(last[0])) last.push(operation);
    else steps.push([operation]);
  }
  return steps;
}

/** Returns the operations on services and networks as one step, and those on intents as a second one. */
function withStatementsApart(operations: readonly Operation[]): readonly (readonly Operation[])[] {
  return [operations.filter((operation) => !isStatement(operation)), operations.filter(isStatement)];
}

/** Plans the steps one after the other, each in the file that suits it. */
function planSteps(
  workspace: Workspace,
  steps: readonly (readonly Operation[])[],
  writing: Writing,
): Result<WorkspaceChange> {
  let change: WorkspaceChange = { edits: new Map(), workspace };
  for (const step of steps) {
    const planned = planInWorkspace(change.workspace, step, writing);
    if (!planned.ok) return planned;
    change = {
      edits: composeFileEdits(change.edits, planned.value.edits),
      workspace: planned.value.workspace,
    };
  }
  return ok(change);
}

/** Returns the workspace in which an available text that receives edits is a file of the project. */
function withOverride(workspace: Workspace, file: string): Workspace {
  const { input, files } = workspace;
  if (input.order.includes(file) || !input.texts.has(file)) return workspace;
  const documents = files.map(({ document }) => document);
  return assembleWorkspace({ ...input, order: [...input.order, file] }, documents, workspace);
}

function planSingleFile(
  workspace: Workspace,
  main: ComposeDocument,
  operations: readonly Operation[],
): Result<WorkspaceChange> {
  const planned = planTransaction(main, operations);
  if (!planned.ok) return planned;
  const { edits, document } = planned.value;
  if (edits.length === 0) return ok({ edits: new Map(), workspace });
  const texts = new Map(workspace.input.texts).set(document.file, document.text);
  const after = assembleWorkspace({ ...workspace.input, texts }, [document], workspace);
  return ok({ edits: new Map([[document.file, edits]]), workspace: after });
}

/** Returns the operations planned on that file alone; null when the merged model would not be as expected. */
function planInFile(
  workspace: Workspace,
  file: string,
  operations: readonly Operation[],
  expected: Expected,
): WorkspaceChange | null {
  const document = workspace.files.find((workspaceFile) => workspaceFile.document.file === file)?.document;
  if (!document) return null;
  const planned = planTransaction(document, operations);
  if (!planned.ok || planned.value.edits.length === 0) return null;
  return verified(workspace, file, planned.value.edits, expected);
}

function written(
  workspace: Workspace,
  file: string,
  before: Topology,
  expected: Expected,
  code: string,
): Result<WorkspaceChange> {
  const ways = overrideEdits(workspace, file, before, expected.topology);
  for (const way of ways) {
    const done = way.ok ? verified(workspace, file, way.value, expected) : null;
    if (!done) continue;
    const held = refuseIncludedEntry(workspace, done.workspace, file);
    return held ?? ok(done);
  }
  return (
    ways.find((way) => !way.ok) ??
    refuse(code, `Docker Compose honours no form of this in ${file}; edit the text`)
  );
}

function verified(
  workspace: Workspace,
  file: string,
  edits: Edits,
  expected: Expected,
): WorkspaceChange | null {
  const after = updateWorkspace(workspace, new Map([[file, edits]]));
  if (after.stale || firstDifference(expected.topology, after.topology) !== null) return null;
  const known = new Set([...refusedCodes(workspace), ...expected.refused]);
  if ([...refusedCodes(after)].some((code) => !known.has(code))) return null;
  return { edits: new Map([[file, composeEdits(edits, [])]]), workspace: after };
}

/** The model after operations, and the codes of the problems in it for which Compose refuses it. */
interface Expected {
  readonly topology: Topology;
  readonly refused: ReadonlySet<string>;
}

function refusedCodes({ problems }: { readonly problems: readonly Problem[] }): ReadonlySet<string> {
  return new Set(problems.filter(({ kind }) => kind === 'rejected').map(({ code }) => code));
}

/**
 * Returns the expected model of the workspace, whose present model is `merged`. `before` and `after` are the model as one file before and
 * after the operation.
 */
function expectedTopology(merged: Topology, before: Topology, after: Topology): Topology {
  return {
    ...after,
    services: carried(merged.services, before.services, after.services),
    networks: carried(merged.networks, before.networks, after.networks),
  };
}

function carried<T>(
  merged: ReadonlyMap<string, T>,
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
): ReadonlyMap<string, T> {
  const expected = new Map<string, T>();
  for (const [name, value] of after) {
    const same = before.get(name) === value ? merged.get(name) : undefined;
    expected.set(name, same ?? value);
  }
  return expected;
}

/**
 * Returns the files that may own what an operation changes: those with a key that differs from `expected`, the last one first, then those
 * with the service or network, then the others in merge order. Files that are only extended come last, since other projects may extend
 * them.
 */
function touchedFiles(workspace: Workspace, before: Topology, expected: Topology): readonly string[] {
  const sayers: string[] = [];
  const speakers: string[] = [];
  for (const kind of ['service', 'network'] as const) {
    const [old, wanted] = [trees(before, kind), trees(expected, kind)];
    const merged = trees(workspace.topology, kind);
    for (const name of new Set([...old.keys(), ...wanted.keys()])) {
      if (merged.get(name) !== undefined && merged.get(name) === wanted.get(name)) continue;
      const layers = [...(workspace.layers.get(`${kind}:${name}`) ?? [])].reverse();
      const keys = changedKeys(old.get(name) ?? null, wanted.get(name) ?? null);
      for (const layer of layers) {
        const layerTree = ownTree(layer, kind);
        (keys.some((key) => childOf(layerTree, key) !== null) ? sayers : speakers).push(layer.document.file);
      }
    }
  }
  const roles = new Map(workspace.files.map(({ document, role }) => [document.file, role]));
  const all = [...new Set([...sayers, ...speakers, ...roles.keys()])];
  const isExtended = (file: string): boolean => roles.get(file) === 'extended';
  return [...all.filter((file) => !isExtended(file)), ...all.filter(isExtended)];
}

function trees(topology: Topology, kind: 'service' | 'network'): ReadonlyMap<string, Tree | null> {
  const entities = kind === 'service' ? topology.services : topology.networks;
  return new Map([...entities.values()].map(({ name, tree }) => [name, tree]));
}

function ownTree({ document, name }: Layer, kind: 'service' | 'network'): Tree | null {
  return entityFragment(document, kind, name)?.fragment.tree ?? null;
}
