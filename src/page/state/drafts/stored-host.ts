// The stacks of a host as plain data: each with its texts as they are and as they were opened.

import type { SchemaCheck } from '../../../core/compose/schema/schema-check.ts';
import { hostFileName } from '../../../core/host/host.ts';
import type { MachineRecord } from '../../../core/machine/read-as.ts';
import { newSession } from '../../../core/session/session-files.ts';
import { step } from '../../../core/session/step.ts';
import type { HostPart, OpenedHost, PageStack } from '../host/host-state.ts';
import type { HostEngine } from '../host/load-host-engine.ts';
import {
  isPairs,
  isTexts,
  readStoredMachine,
  readStoredProject,
  type StoredProject,
  storedProject,
  storedWork,
} from './stored-project.ts';

interface StoredStack {
  readonly dir: string | null;
  readonly project: StoredProject;
  readonly opened: readonly (readonly [file: string, text: string])[];
}

export interface StoredHost {
  readonly name: string | null;
  readonly stacks: readonly StoredStack[];
  readonly leftOut: readonly string[];
  /** Text of `bulkhead.yaml`; null without one. */
  readonly file: string | null;
  /** The record of the machine; absent where none is known. */
  readonly machine?: MachineRecord;
}

const mostStacks = 2000;

/** One stack as data. */
export function storedStack({ dir, project, session: { workspace, opened } }: PageStack): StoredStack {
  const { profiles, folder, left } = project;
  return {
    dir,
    project: storedProject(workspace.input, profiles ?? [], folder, left),
    opened: [...opened.input.texts],
  };
}

/** The stacks of a host as data. */
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

function readStoredStack(value: unknown): StoredStack | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('dir' in value && 'project' in value && 'opened' in value)) return null;
  const { dir, opened } = value;
  const project = readStoredProject(value.project);
  if (dir !== null && typeof dir !== 'string') return null;
  return project === null || !isPairs(opened) ? null : { dir, project, opened };
}

/** Data as the stacks of a host; null where it is none. */
export function readStoredHost(value: unknown): StoredHost | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('name' in value && 'stacks' in value && 'leftOut' in value && 'file' in value)) return null;
  const { name, stacks, leftOut, file } = value;
  if (file !== null && typeof file !== 'string') return null;
  if ((name !== null && typeof name !== 'string') || !isTexts(leftOut)) return null;
  if (!Array.isArray(stacks) || stacks.length === 0 || stacks.length > mostStacks) return null;
  const read = stacks.map(readStoredStack);
  const whole = read.filter((stack) => stack !== null);
  if (whole.length !== read.length) return null;
  const stored = { name, stacks: whole, leftOut, file };
  if (!('machine' in value)) return stored;
  const machine = readStoredMachine(value.machine);
  return machine === null ? null : { ...stored, machine };
}

/** The host as it was: files as they were opened, then the work on them as edits that undo takes back. */
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
