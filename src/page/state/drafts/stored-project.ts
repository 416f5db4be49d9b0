// The texts of a project as plain data, for drafts and links. What comes back from a browser's storage or out of a link is
// not trusted: it is read field by field.

import type { WorkspaceInput } from '../../../core/compose/workspace/workspace.ts';
import {
  type MachineRecord,
  type ProjectRecord,
  readMachine,
  type TextPairs,
} from '../../../core/machine/project-record.ts';
import {
  listOf,
  objectOf,
  orNull,
  readCount,
  readText,
  tupleOf,
  where,
} from '../../../core/text/plain-data.ts';
import { textChange } from '../files/text-change.ts';
import { type LeftOut, type ProjectInput, projectOfRecord } from '../import/project-input.ts';
import type { StackCommand } from '../work/edit.ts';

/** A project with its texts. */
export interface StoredProject extends ProjectRecord {
  readonly texts: TextPairs;
  /** Cards with a fixed position; absent without any. Drafts have none, since pins are stored by file name. */
  readonly pins?: readonly StoredPin[];
  /** The number of values that a link left out, by key (`LeftOut`); absent when the project is complete. */
  readonly left?: readonly (readonly [key: string, count: number])[];
}

type StoredPin = readonly [service: string, lane: string, column: number, row: number];

/** The last column or row of a pinned card; laying out a larger picture would take too long. */
export const farthestCell = 1000;

/** The most files of a stored project. */
const mostFiles = 400;

const mostPairs = 20_000;

/** Returns `stored` with the record of its machine, if one is known. */
export function withStoredMachine(stored: StoredProject, machine: MachineRecord | null): StoredProject {
  return machine === null ? stored : { ...stored, machine };
}

/** Returns a project as data. */
export function storedProject(
  { order, texts, environment }: WorkspaceInput,
  profiles: readonly string[],
  folder: string | null,
  left: LeftOut | null = null,
): StoredProject {
  const project = { order, texts: [...texts], environment: [...environment], profiles, folder };
  return left === null ? project : { ...project, left: [...left] };
}

/** Returns the stored project to open, with `texts` in place of its own if given. */
export function projectOfStored(
  stored: StoredProject,
  texts: ReadonlyMap<string, string> = new Map(stored.texts),
): ProjectInput {
  const order = stored.order.filter((file) => texts.has(file));
  const [first] = texts.keys();
  const left = stored.left ? new Map(stored.left) : null;
  return {
    ...projectOfRecord(
      { ...stored, order: order.length > 0 || first === undefined ? order : [first] },
      texts,
    ),
    left,
  };
}

/** Returns a stored project as it was opened, and the changes to it as edits that undo can revert. */
export function storedWork(
  stored: { readonly project: StoredProject; readonly opened: TextPairs },
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
  return { project: projectOfStored(stored.project, before.size > 0 ? before : texts), work };
}

/** Reads pairs of texts with unique names. */
export const readStoredPairs = where(
  listOf(tupleOf(readText, readText), mostPairs),
  (pairs) => new Set(pairs.map(([name]) => name)).size === pairs.length,
);

const readCell = where(readCount, (cell) => cell <= farthestCell);

/** Reads a project in which each file of `order` has a text. */
export const readStoredProject = where(
  objectOf<StoredProject>(
    {
      order: listOf(readText),
      texts: where(readStoredPairs, ({ length }) => length <= mostFiles),
      environment: readStoredPairs,
      profiles: listOf(readText),
      folder: orNull(readText),
    },
    {
      pins: listOf(tupleOf(readText, readText, readCell, readCell), mostPairs),
      left: listOf(
        tupleOf(
          readText,
          where(readCount, (count) => count > 0),
        ),
        1_000,
      ),
      machine: readMachine,
    },
  ),
  ({ order, texts }) => {
    const files = new Set(texts.map(([file]) => file));
    return order.length > 0 && new Set(order).size === order.length && order.every((file) => files.has(file));
  },
);
