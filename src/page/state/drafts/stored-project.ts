// The texts of a project as plain data, for drafts and links. What comes back from a browser's storage or out of a link is
// not trusted: it is read field by field.

import type { WorkspaceInput } from '../../../core/compose/workspace/workspace.ts';
import type { MachineRecord } from '../../../core/machine/read-as.ts';
import { textChange } from '../files/text-change.ts';
import type { LeftOut, ProjectInput } from '../import/project-input.ts';
import type { StackCommand } from '../work/edit.ts';

/** Pairs instead of objects: a file may be called `__proto__`. */
export interface StoredProject {
  readonly order: readonly string[];
  readonly texts: readonly (readonly [file: string, text: string])[];
  readonly environment: readonly (readonly [name: string, value: string])[];
  readonly profiles: readonly string[];
  readonly folder: string | null;
  /** Cards that a person put somewhere; absent where there are none. A draft has none of its own: pins are kept by file name. */
  readonly pins?: readonly StoredPin[];
  /** What a link left out of it, by key (`LeftOut`); absent where it is the whole of the project. */
  readonly left?: readonly (readonly [key: string, count: number])[];
  /** The record of the machine that it stands on; absent where none is known, and in a link unless a person wants it there. */
  readonly machine?: MachineRecord;
}

export type StoredPin = readonly [service: string, lane: string, column: number, row: number];

/** No person puts a card beyond this column or row, and laying out a picture that large would never end. */
export const farthestCell = 1000;

/** More files than this are no project. */
const mostFiles = 400;

/** `stored` with the record of the machine that it stands on, where one is known. */
export function onStoredMachine(stored: StoredProject, machine: MachineRecord | null): StoredProject {
  return machine === null ? stored : { ...stored, machine };
}

/** The project as data. */
export function storedProject(
  { order, texts, environment }: WorkspaceInput,
  profiles: readonly string[],
  folder: string | null,
  left: LeftOut | null = null,
): StoredProject {
  const project = { order, texts: [...texts], environment: [...environment], profiles, folder };
  return left === null ? project : { ...project, left: [...left] };
}

/** The project to be opened; `texts` in the place of its own where they are given. */
export function projectOf(
  stored: StoredProject,
  texts: ReadonlyMap<string, string> = new Map(stored.texts),
): ProjectInput {
  const order = stored.order.filter((file) => texts.has(file));
  const [first] = texts.keys();
  const input = {
    order: order.length > 0 || first === undefined ? order : [first],
    texts,
    environment: new Map(stored.environment),
    folder: stored.folder,
  };
  const left = stored.left ? new Map(stored.left) : null;
  const { profiles, folder, machine = null } = stored;
  return { input, profiles, folder, left, machine };
}

/** A stored project as it was opened, and the work on it as edits, which undo takes back. */
export function storedWork(
  stored: { readonly project: StoredProject; readonly opened: StoredProject['texts'] },
  label: string,
): { readonly project: ProjectInput; readonly work: readonly StackCommand[] } {
  const { texts: pairs, order } = stored.project;
  const [before, texts] = [new Map(stored.opened), new Map(pairs)];
  const work: StackCommand[] = [];
  for (const file of new Set([...before.keys(), ...texts.keys()])) {
    const edits = textChange(before.get(file) ?? '', texts.get(file) ?? '');
    if (edits.length > 0) work.push({ type: 'edit-text', file, edits, label });
  }
  work.push({ type: 'set-order', order });
  return { project: projectOf(stored.project, before.size > 0 ? before : texts), work };
}

/** Whether it is a list of texts. */
export function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Whether it is a list of pairs of texts, no first one twice. */
export function isPairs(value: unknown): value is readonly (readonly [string, string])[] {
  if (!Array.isArray(value) || value.length > 20_000) return false;
  if (!value.every((item) => isTexts(item) && item.length === 2)) return false;
  return new Set(value.map(([name]) => name)).size === value.length;
}

function isCell(value: unknown): value is number {
  return Number.isInteger(value) && typeof value === 'number' && value >= 0 && value <= farthestCell;
}

function isLeft(value: unknown): value is readonly (readonly [string, number])[] {
  if (!Array.isArray(value) || value.length > 1_000) return false;
  return value.every((pair: unknown) => {
    if (!Array.isArray(pair) || pair.length !== 2) return false;
    const [key, count]: unknown[] = pair;
    return typeof key === 'string' && Number.isSafeInteger(count) && typeof count === 'number' && count > 0;
  });
}

function isPins(value: unknown): value is readonly StoredPin[] {
  if (!Array.isArray(value) || value.length > 20_000) return false;
  return value.every((pin: unknown) => {
    if (!Array.isArray(pin) || pin.length !== 4) return false;
    const [service, lane, column, row]: unknown[] = pin;
    const named = typeof service === 'string' && typeof lane === 'string';
    return named && isCell(column) && isCell(row);
  });
}

/** Data as the record of a machine; null where it is none. What is in the record is looked at when it is used. */
export function readStoredMachine(value: unknown): MachineRecord | null {
  if (typeof value !== 'object' || value === null || !('file' in value && 'text' in value)) return null;
  const { file, text } = value;
  return typeof file === 'string' && typeof text === 'string' ? { file, text } : null;
}

/** Data as a project; null where it is none. */
export function readStoredProject(value: unknown): StoredProject | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('order' in value && 'texts' in value && 'environment' in value)) return null;
  if (!('profiles' in value && 'folder' in value)) return null;
  const { order, texts, environment, profiles, folder } = value;
  if (!isTexts(order) || !isPairs(texts) || !isPairs(environment) || !isTexts(profiles)) return null;
  if (folder !== null && typeof folder !== 'string') return null;
  const names = new Set(texts.map(([file]) => file));
  if (order.length === 0 || names.size > mostFiles || new Set(order).size !== order.length) return null;
  if (!order.every((file) => names.has(file))) return null;
  let project: StoredProject = { order, texts, environment, profiles, folder };
  if ('pins' in value) {
    if (!isPins(value.pins)) return null;
    project = { ...project, pins: value.pins };
  }
  if ('left' in value) {
    if (!isLeft(value.left)) return null;
    project = { ...project, left: value.left };
  }
  if ('machine' in value) {
    const machine = readStoredMachine(value.machine);
    if (machine === null) return null;
    project = { ...project, machine };
  }
  return project;
}
