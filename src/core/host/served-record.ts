// A project, the stacks of a host or the machines of a fleet as `bulkhead open` and `serve` send them to their page: the answer to `GET /api/project`.

import {
  optionalSettings,
  type ProjectRecord,
  projectMembers,
  readMachine,
  readPairs,
  type SentProject,
  settingMembers,
  type TextPairs,
} from '../machine/project-record.ts';
import { listOf, objectOf, oneOf, orNull, readCount, readFlag, readText } from '../text/plain-data.ts';
import type { LiveRecord } from './running/live-host.ts';

/** A file that the page may read, or write back, by its number. */
interface FileRecord {
  readonly name: string;
  readonly index: number;
  readonly writable: boolean;
  readonly text: string;
  readonly version: string;
}

/** Files that saving may create. */
interface NewFiles {
  /** The override; null when it exists, or something else has its name. */
  readonly begins: { readonly name: string; readonly index: number } | null;
  /** The `.env` beside the main file, read when a person first writes to it; null when something else has its name. */
  readonly variables: { readonly name: string; readonly index: number; readonly present: boolean } | null;
}

/** One stack of a served host; its files by name. */
export interface StackRecord extends Omit<ProjectRecord, 'machine'>, NewFiles {
  /** The POSIX path of its folder from the served one; `.` for that folder itself. */
  readonly dir: string;
  readonly files: readonly string[];
}

/** The stacks below a served folder. */
export interface HostRecord {
  readonly name: string;
  /** The stacks that could not be read, in words. */
  readonly failed: readonly string[];
  /** The text of `bulkhead.yaml`; null without one. */
  readonly file: string | null;
  readonly stacks: readonly StackRecord[];
}

/** One machine of a served fleet. */
export interface FleetMachineRecord {
  readonly name: string;
  readonly stacks: readonly StackRecord[];
  /** The name of its record among the files; null without one that can be read. */
  readonly record: string | null;
  /** False when a stack of it could not be read: what that publishes is unknown. */
  readonly complete: boolean;
}

/** The machines of a served fleet. */
export interface FleetRecord {
  /** The name of the folder of the fleet's file, from which files are named. */
  readonly name: string;
  /** The name of the fleet's file among the files. */
  readonly file: string;
  /** What could not be read, in words. */
  readonly failed: readonly string[];
  readonly machines: readonly FleetMachineRecord[];
}

/** The record that a served page starts from. */
export interface ServedRecord extends SentProject, NewFiles {
  readonly version: 1;
  readonly folder: string;
  readonly files: readonly FileRecord[];
  /** The stacks of a served folder; absent for one project. */
  readonly host?: HostRecord;
  /** The machines of a served fleet; absent for one machine. */
  readonly fleet?: FleetRecord;
  /** The configuration that proxies mount, by name; absent where they mount none. */
  readonly mounted?: TextPairs;
  /** The running containers, when the host is followed; absent elsewhere. */
  readonly live?: LiveRecord;
  /** The server's abilities on demand, where containers run; absent elsewhere. */
  readonly offers?: { readonly probe: boolean; readonly observed: boolean };
  /** The way `bulkhead serve` shows the project; absent for `open`. */
  readonly server?: { readonly readOnly: boolean; readonly hidesValues: boolean };
}

const newFiles = {
  begins: orNull(objectOf<NonNullable<NewFiles['begins']>>({ name: readText, index: readCount }, {})),
  variables: orNull(
    objectOf<NonNullable<NewFiles['variables']>>({ name: readText, index: readCount, present: readFlag }, {}),
  ),
};

const readFile = objectOf<FileRecord>(
  { name: readText, index: readCount, writable: readFlag, text: readText, version: readText },
  {},
);

const readStack = objectOf<StackRecord>(
  { ...projectMembers, ...newFiles, folder: orNull(readText), dir: readText, files: listOf(readText) },
  {},
);

const readFleetMachine = objectOf<FleetMachineRecord>(
  { name: readText, stacks: listOf(readStack), record: orNull(readText), complete: readFlag },
  {},
);

/** True for a reading of running containers. It comes from the server of the same build, so its items are not checked. */
function isLive(value: unknown): value is LiveRecord {
  if (typeof value !== 'object' || value === null || !('networks' in value && 'stacks' in value))
    return false;
  return Array.isArray(value.networks) && Array.isArray(value.stacks);
}

/** Reads the record of a served page. */
export const readServedRecord = objectOf<ServedRecord>(
  {
    ...projectMembers,
    ...settingMembers,
    ...newFiles,
    version: oneOf(1),
    folder: readText,
    files: listOf(readFile),
  },
  {
    ...optionalSettings,
    machine: readMachine,
    host: objectOf<HostRecord>(
      { name: readText, failed: listOf(readText), file: orNull(readText), stacks: listOf(readStack) },
      {},
    ),
    fleet: objectOf<FleetRecord>(
      { name: readText, file: readText, failed: listOf(readText), machines: listOf(readFleetMachine) },
      {},
    ),
    mounted: readPairs,
    live: (value) => (isLive(value) ? value : undefined),
    offers: objectOf<NonNullable<ServedRecord['offers']>>({ probe: readFlag, observed: readFlag }, {}),
    server: objectOf<NonNullable<ServedRecord['server']>>({ readOnly: readFlag, hidesValues: readFlag }, {}),
  },
);
