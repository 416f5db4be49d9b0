// What an operation does to a file: changes of its trees, in order. The paths begin at the root of the file.

import type { Edits } from '../../text/edit.ts';
import type { Result } from '../../text/result.ts';
import type { Writable } from '../../yaml/format-value.ts';
import type { Path, Tree } from '../../yaml/tree.ts';
import type { TreeEdit } from '../../yaml/tree-edit.ts';
import type { ComposeDocument, Fragment } from '../document.ts';

export type Section = 'services' | 'networks';

export type DocumentEdit =
  | TreeEdit
  /** Replaces the tree `old` by `wanted`; equal parts keep their text. */
  | { readonly do: 'rewrite'; readonly path: Path; readonly old: Tree; readonly wanted: Tree }
  /** Adds a service or network, and the section where it is missing. */
  | { readonly do: 'declare'; readonly section: Section; readonly name: string; readonly value: Writable }
  | { readonly do: 'undeclare'; readonly section: Section; readonly name: string }
  /** A change of an anchor, visible in the text alone. `at`: the places of the model that may change with it. */
  | {
      readonly do: 'text';
      readonly at: readonly Path[];
      readonly write: (document: ComposeDocument) => Result<Edits>;
    }
  /** A change of places all over the file, on its text and on its trees; `carryOut` returns null where the trees do not show the result. */
  | {
      readonly do: 'everywhere';
      readonly write: (document: ComposeDocument) => Result<Edits>;
      readonly carryOut: (fragments: readonly Fragment[]) => readonly Fragment[] | null;
    };

/** The changes that an operation plans, or its refusal. */
export type Planned = Result<readonly DocumentEdit[]>;
