// Unsaved work as one record: all texts as they are and as they were opened, so that the same files count as changed after it is
// restored.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { mainDocument } from '../../../core/compose/workspace/open-workspace.ts';
import type { TextPairs } from '../../../core/machine/project-record.ts';
import { objectOf, oneOf, readFlag, readNumber, readText } from '../../../core/text/plain-data.ts';
import { machineRecord } from '../session/machine-options.ts';
import type { WorkState } from '../work/work-state.ts';
import { readStoredHost, type StoredHost, storedHost, storedStack } from './stored-host.ts';
import {
  readStoredPairs,
  readStoredProject,
  type StoredProject,
  withStoredMachine,
} from './stored-project.ts';

export interface Draft {
  /** Version 2 is for the stacks of a host; earlier pages cannot read it. */
  readonly version: 1 | 2;
  readonly id: string;
  /** The name of the main file, of the host's folder, or the number of stacks. */
  readonly name: string;
  /** The time of the last write, in milliseconds since 1970. */
  readonly savedAt: number;
  readonly project: StoredProject;
  readonly opened: TextPairs;
  /** True when the draft was put aside or downloaded: it is listed, but not restored automatically. */
  readonly aside: boolean;
  /** All stacks of a host, of which `project` and `opened` repeat the first; absent for a single project. */
  readonly host?: StoredHost;
  /** The record of observed traffic, as text; absent without one, or when it is too large. Links never contain it. */
  readonly observed?: string;
}

/**
 * Returns the open work as a draft, on a host including unchanged stacks; null when nothing is open. `observed` is the record of observed
 * traffic.
 */
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
  return { version: 1, name, ...draft, project: withStoredMachine(project, machine) };
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

/** Reads a draft; null when this version cannot read it. An observed record that is no text is dropped. */
export function readDraft(value: unknown): Draft | null {
  const members = readMembers(value);
  if (members === undefined) return null;
  const draft = { ...members, ...readObservedOf(value) };
  if (members.version === 1) return draft;
  const host = readHostOf(value);
  return host === undefined ? null : { ...draft, ...host };
}

/** The state of draft storage: working (`kept`), `refused` by the browser, or `full`. */
export type DraftHealth = 'kept' | 'refused' | 'full';

/** The status of drafts as the page shows it. */
export interface DraftStatus {
  readonly health: DraftHealth;
  /** Drafts of earlier work, the newest first; null until they were looked for. */
  readonly earlier: readonly Draft[] | null;
  /** The ids of drafts that another tab holds. */
  readonly elsewhere: ReadonlySet<string>;
  /** The number of drafts that this version cannot read; they stay in storage. */
  readonly unreadable: number;
  /** True when the record of observed traffic is too large to be stored with the draft. */
  readonly observedLeftOut: boolean;
}

export type DraftStatusStore = StoreApi<DraftStatus>;

/** Creates a status store without drafts. */
export function createDraftStatusStore(): DraftStatusStore {
  return createStore<DraftStatus>()(() => ({
    health: 'kept',
    earlier: null,
    elsewhere: new Set(),
    unreadable: 0,
    observedLeftOut: false,
  }));
}
