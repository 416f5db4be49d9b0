// The stacks of a host as plain data: each with its texts as they are and as they were opened.

import type { SchemaCheck } from '../../../core/compose/schema/schema-check.ts';
import { hostFileName } from '../../../core/host/host.ts';
import { type MachineRecord, readMachine, type TextPairs } from '../../../core/machine/project-record.ts';
import { newSession } from '../../../core/session/session-files.ts';
import { step } from '../../../core/session/step.ts';
import { listOf, objectOf, orNull, readText, where } from '../../../core/text/plain-data.ts';
import type { HostEngine } from '../host/load-host-engine.ts';
import type { HostPart, OpenedHost, PageStack } from '../work/opened-stacks.ts';
import {
  readStoredPairs,
  readStoredProject,
  type StoredProject,
  storedProject,
  storedWork,
} from './stored-project.ts';

interface StoredStack {
  readonly dir: string | null;
  readonly project: StoredProject;
  readonly opened: TextPairs;
}

export interface StoredHost {
  readonly name: string | null;
  readonly stacks: readonly StoredStack[];
  readonly leftOut: readonly string[];
  /** The text of `bulkhead.yaml`; null without one. */
  readonly file: string | null;
  /** The record of the machine; absent when none is known. */
  readonly machine?: MachineRecord;
}

const mostStacks = 2000;

/** Returns one stack as data. */
export function storedStack({ dir, project, session: { workspace, opened } }: PageStack): StoredStack {
  const { profiles, folder, left } = project;
  return {
    dir,
    project: storedProject(workspace.input, profiles ?? [], folder, left),
    opened: [...opened.input.texts],
  };
}

/** Returns the stacks of a host as data. */
export function storedHost(
  { name, leftOut, file }: Pick<HostPart, 'name' | 'leftOut' | 'file'>,
  stacks: readonly PageStack[],
  machine: MachineRecord | null,
): StoredHost {
  // A stack that is read-only here is read again instead: it holds nobody's work.
  const keptStacks = stacks.filter(({ session }) => session.readOnly === undefined);
  const stored = { name, leftOut, file: file?.text ?? null, stacks: keptStacks.map(storedStack) };
  return machine === null ? stored : { ...stored, machine };
}

const readStoredStack = objectOf<StoredStack>(
  { dir: orNull(readText), project: readStoredProject, opened: readStoredPairs },
  {},
);

/** Reads the stacks of a host; there is at least one. */
export const readStoredHost = objectOf<StoredHost>(
  {
    name: orNull(readText),
    stacks: where(listOf(readStoredStack, mostStacks), ({ length }) => length > 0),
    leftOut: listOf(readText),
    file: orNull(readText),
  },
  { machine: readMachine },
);

/** Returns a stored host to open: the files as opened, then the changes as edits that undo can revert. */
export function hostOfStored(
  { name, stacks, leftOut, file, machine }: StoredHost,
  label: string,
  schema: SchemaCheck | null,
  engine: HostEngine,
): OpenedHost {
  return {
    engine,
    name,
    leftOut,
    failed: [],
    machine: machine ?? null,
    file: file === null ? null : engine.readHostFile(hostFileName, file),
    stacks: stacks.map((stored) => {
      const { project, work } = storedWork(stored, label);
      const opened = newSession({ ...project.input, schema });
      const session = work.reduce((open, command) => step(open, command).session, opened);
      return { dir: stored.dir, project, session };
    }),
  };
}
