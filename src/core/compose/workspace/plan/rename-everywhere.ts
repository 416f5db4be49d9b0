// Renaming in a project of several files, in every file that has the name, so that nothing is copied from one into another.

import { composeEdits } from '../../../text/edit.ts';
import { ok, type Result, refuse } from '../../../text/result.ts';
import { implicitMembers, networkNameEdits, preservedName } from '../../operations/network/rename-network.ts';
import type { Operation } from '../../operations/operation.ts';
import { type RenamingFile, serviceNameEdits } from '../../operations/service/rename-service.ts';
import { firstDifference } from '../../operations/steps/expect-model.ts';
import type { Topology } from '../../topology.ts';
import { folderOf, resolvePath } from '../paths.ts';
import { type FileEdits, updateWorkspace } from '../update-workspace.ts';
import type { Workspace } from '../workspace.ts';
import type { WorkspaceChange } from './writing.ts';

export type Renaming = Extract<Operation, { type: 'rename-service' | 'rename-network' }>;

export function isRenaming(operation: Operation): operation is Renaming {
  return operation.type === 'rename-service' || operation.type === 'rename-network';
}

/**
 * Returns the renaming in every file with the name; null when one of them is locked. `expected` is the model after it. `plan` plans the
 * further requests, such as an alias or a preserved Docker name.
 */
export function renameEverywhere(
  workspace: Workspace,
  operation: Renaming,
  locked: ReadonlySet<string>,
  expected: Topology,
  plan: (workspace: Workspace, operations: readonly Operation[]) => Result<WorkspaceChange>,
): Result<WorkspaceChange> | null {
  // A file that is only extended is edited only where the others do not suffice: other projects may extend it.
  for (const extended of [false, true]) {
    const named = nameEdits(workspace, operation, extended);
    if (!named.ok) return named;
    if ([...named.value.keys()].some((file) => locked.has(file))) return null;
    const renamed = updateWorkspace(workspace, named.value);
    if (renamed.stale) continue;
    const more = followUps(workspace.topology, operation);
    const planned = more.length > 0 ? plan(renamed, more) : ok({ edits: new Map(), workspace: renamed });
    if (!planned.ok) continue;
    if ([...planned.value.edits.keys()].some((file) => locked.has(file))) return null;
    const after = planned.value.workspace;
    if (after.stale || firstDifference(expected, after.topology) !== null) continue;
    return ok({ edits: composeFileEdits(named.value, planned.value.edits), workspace: after });
  }
  const [kind, name] =
    operation.type === 'rename-service' ? ['service', operation.service] : ['network', operation.network];
  const message = `the ${kind} ${name} has a reference that cannot be renamed, such as a variable; edit the text`;
  return refuse('several-files', message);
}

/** Returns successive edits composed into edits of the first texts. */
export function composeFileEdits(first: FileEdits, second: FileEdits): FileEdits {
  const all = new Map(first);
  for (const [file, edits] of second) all.set(file, composeEdits(all.get(file) ?? [], edits));
  return all;
}

function nameEdits(workspace: Workspace, operation: Renaming, extended: boolean): Result<FileEdits> {
  const { files, topology } = workspace;
  const namespace = new Set(
    files.filter(({ role }) => role !== 'extended').map(({ document }) => document.file),
  );
  const edits = new Map<string, FileEdits extends ReadonlyMap<string, infer E> ? E : never>();
  for (const { document, role } of files) {
    if (role === 'extended' && !extended) continue;
    const naming: RenamingFile = {
      topology,
      declares: role !== 'extended',
      isNamespace: (file) => namespace.has(resolvePath(folderOf(document.file), file)),
    };
    const planned =
      operation.type === 'rename-service'
        ? serviceNameEdits(document, operation, naming)
        : networkNameEdits(document, operation, naming);
    if (!planned.ok) return planned;
    if (planned.value.length > 0) edits.set(document.file, planned.value);
  }
  return ok(edits);
}

function followUps(topology: Topology, operation: Renaming): readonly Operation[] {
  const { to } = operation;
  if (operation.type === 'rename-service') {
    if (!operation.keepAlias) return [];
    const attachments = topology.services.get(operation.service)?.attachments ?? [];
    return attachments.map(({ network }) => ({
      type: 'alias',
      service: to,
      network,
      alias: operation.service,
    }));
  }
  const network = topology.networks.get(operation.network);
  const dockerName = network ? preservedName(topology, network, operation.keepName === true) : null;
  return [
    ...implicitMembers(topology, operation.network).map(
      ({ name }): Operation => ({ type: 'move', service: name, from: operation.network, to }),
    ),
    ...(dockerName === null ? [] : [{ type: 'network-name', network: to, name: dockerName } as const]),
  ];
}
