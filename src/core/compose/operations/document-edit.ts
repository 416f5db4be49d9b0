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
  /** Replaces `old` by `wanted`; what is equal in both keeps its text. */
  | { readonly do: 'rewrite'; readonly path: Path; readonly old: Tree; readonly wanted: Tree }
  /** Adds a service or network; the section, too, where there is none. */
  | { readonly do: 'declare'; readonly section: Section; readonly name: string; readonly value: Writable }
  | { readonly do: 'undeclare'; readonly section: Section; readonly name: string }
  /** A change of an anchor, which only the text shows. `at`: where the model may change by it. */
  | {
      readonly do: 'text';
      readonly at: readonly Path[];
      readonly write: (document: ComposeDocument) => Result<Edits>;
    }
  /** A change of places all over the file, on its text and on its trees; `carryOut` gives null where only the text shows what it leads to. */
  | {
      readonly do: 'everywhere';
      readonly write: (document: ComposeDocument) => Result<Edits>;
      readonly carryOut: (fragments: readonly Fragment[]) => readonly Fragment[] | null;
    };

/** What an operation does; refused where it cannot, in words. */
export type Planned = Result<readonly DocumentEdit[]>;
