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
  /** Cards that a person put somewhere; absent where there are none. A draft has none of its own: pins are kept by file name. */
  readonly pins?: readonly StoredPin[];
  /** What a link left out of it, by key (`LeftOut`); absent where it is the whole of the project. */
  readonly left?: readonly (readonly [key: string, count: number])[];
}

type StoredPin = readonly [service: string, lane: string, column: number, row: number];

/** No person puts a card beyond this column or row, and laying out a picture that large would never end. */
export const farthestCell = 1000;

/** More files than this are no project. */
const mostFiles = 400;

const mostPairs = 20_000;

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
  const left = stored.left ? new Map(stored.left) : null;
  return {
    ...projectOfRecord(
      { ...stored, order: order.length > 0 || first === undefined ? order : [first] },
      texts,
    ),
    left,
  };
}

/** A stored project as it was opened, and the work on it as edits, which undo takes back. */
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
  return { project: projectOf(stored.project, before.size > 0 ? before : texts), work };
}

/** Reads pairs of texts, no first one twice. */
export const readStoredPairs = where(
  listOf(tupleOf(readText, readText), mostPairs),
  (pairs) => new Set(pairs.map(([name]) => name)).size === pairs.length,
);

const readCell = where(readCount, (cell) => cell <= farthestCell);

/** Reads a project: each file of its order has a text. */
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
