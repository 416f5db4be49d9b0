// Unsaved work as one record: all texts as they are and as they were opened, so that the same files count as changed after it is
// restored.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { mainDocument } from '../../../core/compose/workspace/open-workspace.ts';
import type { TextPairs } from '../../../core/machine/project-record.ts';
import { objectOf, oneOf, readFlag, readNumber, readText } from '../../../core/text/plain-data.ts';
import { machineRecord } from '../session/machine-options.ts';
import type { WorkState } from '../work/work-state.ts';
import { readStoredHost, type StoredHost, storedHost, storedStack } from './stored-host.ts';
import { onStoredMachine, readStoredPairs, readStoredProject, type StoredProject } from './stored-project.ts';

export interface Draft {
  /** 2 for the stacks of a host, which earlier versions of the page do not read. */
  readonly version: 1 | 2;
  readonly id: string;
  /** Name of the main file. */
  readonly name: string;
  /** In milliseconds since 1970. */
  readonly savedAt: number;
  readonly project: StoredProject;
  readonly opened: TextPairs;
  /** Whether the person put it aside or downloaded it: then it is listed, but not restored by itself. */
  readonly aside: boolean;
  /** All stacks of a host; `project` and `opened` are those of the first one then. Absent for a project by itself. */
  readonly host?: StoredHost;
  /** The record of what was seen to flow, as text; absent where there is none, or a large one. A link never has it. */
  readonly observed?: string;
}

/** The open work as a draft, of a host also the stacks without changes; null where nothing is open. `observed`: what was seen, as text. */
export function draftOf(
  { stacks, host, options }: Pick<WorkState, 'stacks' | 'host' | 'options'>,
  id: string,
  savedAt: number,
  aside: boolean,
  observed: string | null = null,
): Draft | null {
  const machine = machineRecord(options);
  const stored = host === null ? null : storedHost(host, stacks, machine);
  const [first] = stored?.stacks ?? stacks.map(storedStack);
  const [open] = stacks;
  if (first === undefined || open === undefined) return null;
  const { project, opened } = first;
  const draft = { id, savedAt, project, opened, aside, ...(observed === null ? {} : { observed }) };
  if (stored !== null)
    return { version: 2, name: stored.name ?? `${stacks.length} stacks`, ...draft, host: stored };
  const name = mainDocument(open.session.workspace).file;
  return { version: 1, name, ...draft, project: onStoredMachine(project, machine) };
}

const readMembers = objectOf<Omit<Draft, 'host' | 'observed'>>(
  {
    version: oneOf(1, 2),
    id: readText,
    name: readText,
    savedAt: readNumber,
    project: readStoredProject,
    opened: readStoredPairs,
    aside: readFlag,
  },
  {},
);
const readHostOf = objectOf<Required<Pick<Draft, 'host'>>>({ host: readStoredHost }, {});
const readObservedOf = objectOf<Pick<Draft, 'observed'>>({}, { observed: readText });

/** Reads a draft; null for anything that this version cannot read. A record of what was seen that is no text is left out. */
export function readDraft(value: unknown): Draft | null {
  const members = readMembers(value);
  if (members === undefined) return null;
  const draft = { ...members, ...readObservedOf(value) };
  if (members.version === 1) return draft;
  const host = readHostOf(value);
  return host === undefined ? null : { ...draft, ...host };
}

/** Whether work is kept: `refused` by the browser, or no room (`full`). */
export type DraftHealth = 'kept' | 'refused' | 'full';

/** What the page shows about drafts. */
export interface DraftStatus {
  readonly health: DraftHealth;
  /** Drafts of earlier work, the last one first; null until they were looked for. */
  readonly earlier: readonly Draft[] | null;
  /** Those that another tab works on. */
  readonly elsewhere: ReadonlySet<string>;
  /** How many drafts there are that this version cannot read; they are left as they are. */
  readonly unreadable: number;
  /** Whether what was seen to flow is too large to be kept with the draft of what is open. */
  readonly observedLeftOut: boolean;
}

export type DraftStatusStore = StoreApi<DraftStatus>;

/** A store that knows of no drafts yet. */
export function createDraftStatusStore(): DraftStatusStore {
  return createStore<DraftStatus>()(() => ({
    health: 'kept',
    earlier: null,
    elsewhere: new Set(),
    unreadable: 0,
    observedLeftOut: false,
  }));
}
