// `bulkhead edit [FILE…] OPERATION…`: one transaction of operations; every byte that they do not concern stays.

import { nameList } from '../../core/compose/name-list.ts';
import type { Operation } from '../../core/compose/operations/operation.ts';
import { formatOperation } from '../../core/compose/operations/operation-text.ts';
import { statementsIn } from '../../core/compose/operations/steps/intent-statements.ts';
import { mainDocument } from '../../core/compose/workspace/open-workspace.ts';
import { workspaceAfter } from '../../core/compose/workspace/plan/plan-in-workspace.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import { closedBesideSeen, evidentIntents, splitLines } from '../../core/fixes/from-evidence.ts';
import { analyze } from '../../core/rules/all-rules.ts';
import type { Analysis } from '../../core/rules/analyze.ts';
import { laneOperations } from '../../core/rules/fixes/split-lanes.ts';
import { previewOperations } from '../../core/session/preview.ts';
import { didYouMean } from '../../core/text/closest-word.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { FoundProject } from '../input/discover.ts';
import { findOneProject } from '../input/find-project-files.ts';
import { withRecords } from '../input/host-options.ts';
import { loadProject } from '../input/load-project.ts';
import type { ProjectOptions } from '../input/project-options.ts';
import type { Io } from '../io.ts';
import { formatDelta, formatRefusal, outcomeLines, readOperation, upLines } from '../output/change-lines.ts';
import { listProgram, withOnlyNames } from '../questions/only-names.ts';
import { saveTexts } from '../saving/save-texts.ts';
import { shareEdit } from '../saving/shared-edit.ts';

export interface EditOptions extends ProjectOptions {
  readonly write?: boolean;
  readonly into?: string;
  /** Also edits other stacks that read a changed file and would break. */
  readonly inAll?: boolean;
  /** The network to split as the proposal says. */
  readonly split?: string;
  /** Proposes the networks of the whole project from its needs. */
  readonly proposeNetworks?: boolean;
  /** `SERVICE=NAME,NAME`: lets the service out to these names alone. */
  readonly onlyNames?: string;
  /** The proxy of `onlyNames`. */
  readonly with?: string;
  /** Adds a `must` statement for each connection that was observed. */
  readonly mustObserved?: boolean;
}

// Refusals of a call that is wrong itself and not forbidden by the file.
const wrongCall = /^(?:unknown|invalid)-/;

interface Call {
  readonly files: readonly string[];
  readonly operations: readonly Operation[];
}

/** True when an operand is an operation and not a file. */
export const isOperation = (arg: string): boolean => /^[a-z][a-z0-9-]*=/.test(arg);

/** Splits the operands into files and operations (`name=arguments`). Proposed edits need no operations. */
function readCall(args: readonly string[], proposed: boolean): Call {
  const first = args.findIndex(isOperation);
  if (first < 0 && proposed) return { files: args, operations: [] };
  if (first < 0)
    throw new CallFailure('edit needs an operation, such as attach=web:back: edit [FILE…] OPERATION…');
  const stray = args.slice(first).find((arg) => !isOperation(arg));
  if (stray !== undefined) throw new CallFailure(`${stray}: not an operation. Files come before operations.`);
  return { files: args.slice(0, first), operations: args.slice(first).map(readOperation) };
}

/** Finds the project's files. An override that receives the edits joins them when it exists. */
async function findEditedFiles(
  io: Io,
  named: readonly string[],
  options: EditOptions,
): Promise<FoundProject<EditOptions>> {
  const found = await findOneProject(io, named, options);
  const { files } = found;
  if (options.write === true && files.includes('-'))
    throw new CallFailure('--write needs a file, not standard input.');
  const { into } = options;
  if (into === undefined || files.includes(into) || io.kindOf(into) === 'absent') return found;
  return { ...found, files: [...files, into] };
}

interface Proposal {
  readonly operations: readonly Operation[];
  /** Reasons to show the proposal without applying it; empty when it is applied. */
  readonly objections: readonly string[];
  /** Lines that describe the proposal and its basis. */
  readonly lines: readonly string[];
}

const refusedSplit = {
  code: 'split-objection',
  words: 'the split was not applied, for the reasons above; to apply it, pass its operations to edit',
};

function refusedNetworks({ length }: readonly Operation[]): typeof refusedSplit {
  const instead = length === 0 ? '' : '; to make them, pass their operations to edit';
  return { code: 'networks-objection', words: `the networks were not made, for the reasons above${instead}` };
}

const refusedNames = {
  code: 'only-names-objection',
  words: 'nothing was changed, for the reasons above',
};

const noProposal: Proposal = { operations: [], objections: [], lines: [] };

/** Returns the split or the networks, and the statements, that the options propose. */
async function proposalOf(
  workspace: Workspace,
  analysis: Analysis,
  { split, proposeNetworks: networks, mustObserved, seen }: EditOptions,
): Promise<Proposal> {
  const operations: Operation[] = [];
  const lines: string[] = [];
  const objections: string[] = [];
  if (split !== undefined) {
    if (!analysis.topology.networks.has(split)) {
      const known = [...analysis.topology.networks.keys()];
      throw new CallFailure(
        `--split ${split}: no such network. ${didYouMean(split, known)}There are ${nameList(known) || 'none'}.`,
      );
    }
    const { proposeSplit } = await import('../../core/fixes/propose-split.ts');
    const proposal = proposeSplit(workspace, analysis, split);
    operations.push(...laneOperations(proposal.lanes, split, analysis.topology));
    lines.push(...splitLines(proposal, analysis));
    objections.push(...proposal.objections);
  }
  if (networks === true) {
    const { proposeNetworks } = await import('../../core/fixes/networks/propose-networks.ts');
    const { networksLines } = await import('../../core/fixes/networks/networks-lines.ts');
    const proposal = proposeNetworks(workspace, analysis);
    operations.push(...proposal.operations);
    lines.push(...networksLines(proposal));
    objections.push(...proposal.objections);
  }
  if (mustObserved === true) {
    if (seen === undefined)
      throw new CallFailure('--must-observed needs a record. Give one with --observed FILE.');
    const stated = new Set(
      workspace.files.flatMap(({ document }) =>
        statementsIn(document).flatMap(({ kind, text }) => (kind === 'must' ? [text] : [])),
      ),
    );
    const intents = evidentIntents(analysis, stated);
    operations.push(...intents.map(({ operation }) => operation));
    lines.push(...intents.map((intent) => `${intent.statement} (${intent.seen})`));
  }
  return { operations, objections, lines };
}

/** Returns the project after the operations that were given, which a proposal then builds on; as it is where they are refused. */
function afterOperations(
  workspace: Workspace,
  analysis: Analysis,
  operations: readonly Operation[],
): readonly [Workspace, Analysis] {
  const after = operations.length === 0 ? null : workspaceAfter(workspace, operations);
  if (!after?.ok) return [workspace, analysis];
  return [after.value, analyze(after.value, analysis.reach.options, analysis)];
}

/** Runs the command. */
export async function runEdit(io: Io, args: readonly string[], call: EditOptions): Promise<ExitCode> {
  const options = await withRecords(io, call);
  listProgram(options.with ?? 'squid');
  if (options.split !== undefined && options.proposeNetworks === true)
    throw new CallFailure('--split and --propose-networks both place services. Give one of them.');
  const proposes =
    options.split !== undefined ||
    options.proposeNetworks === true ||
    options.mustObserved === true ||
    options.onlyNames !== undefined;
  const { files: named, operations: given } = readCall(args, proposes);
  const found = await findEditedFiles(io, named, options);
  const loaded = await loadProject(io, found.files, found.options);
  const { reachOptions } = loaded;
  const writing = { into: options.into ?? null, locked: new Set<string>() };
  const names =
    options.onlyNames === undefined
      ? null
      : await withOnlyNames(io, loaded.workspace, reachOptions, options.onlyNames, options.with ?? 'squid');
  const workspace = names?.workspace ?? loaded.workspace;
  const analysis = analyze(workspace, reachOptions);
  const proposed =
    names?.proposal ??
    (proposes ? await proposalOf(...afterOperations(workspace, analysis, given), options) : noProposal);
  const operations = [...given, ...proposed.operations];
  for (const line of proposed.lines) io.complain(line);
  if (proposed.objections.length > 0) {
    const calls = proposed.operations.map((operation) => ({
      label: '',
      operation: formatOperation(operation),
    }));
    const { code, words } = names
      ? refusedNames
      : options.split === undefined
        ? refusedNetworks(proposed.operations)
        : refusedSplit;
    io.complain(formatRefusal({ code, message: words, choices: calls }));
    return exitCodes.objection;
  }
  const planned = previewOperations(workspace, analysis, operations, writing);
  if (!planned.ok) {
    if (wrongCall.test(planned.error.code)) throw new CallFailure(formatRefusal(planned.error));
    io.complain(formatRefusal(planned.error));
    return exitCodes.objection;
  }
  const { edits, workspace: after, delta } = planned.value;
  const textOf = (file: string) => after.input.texts.get(file) ?? '';
  const shared = await shareEdit(io, {
    texts: [...edits.keys()].map((file) => ({
      file,
      before: workspace.input.texts.get(file) ?? null,
      text: textOf(file),
    })),
    operations,
    own: [[...after.input.texts.keys()]],
    options: found.options,
    inAll: options.inAll === true,
  });
  if (!shared.ok) {
    io.complain(formatRefusal(shared.error));
    return exitCodes.objection;
  }
  const changed = [...shared.value.texts, ...(names?.files ?? [])];
  const shown =
    changed.length > 0
      ? changed.map(({ text }) => text)
      : [textOf(options.into ?? mainDocument(workspace).file)];
  if (options.write === true) saveTexts(io, changed);
  else await io.print(shown);
  if (found.files.length > 1 || changed.length > 1 || options.into !== undefined)
    io.complain(
      changed.length === 0 ? 'nothing to change' : `changes ${changed.map(({ file }) => file).join(', ')}`,
    );
  for (const line of formatDelta(delta)) io.complain(line);
  if (options.split !== undefined) {
    const beside = closedBesideSeen(delta, analysis.needs);
    if (beside !== null) io.complain(beside);
  }
  for (const line of outcomeLines(planned.value)) io.complain(line);
  for (const line of upLines(workspace, planned.value)) io.complain(line);
  for (const line of shared.value.lines) io.complain(line);
  return exitCodes.done;
}
