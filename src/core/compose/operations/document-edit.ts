// What an operation does to a file: changes of its trees, in order. The paths begin at the root of the file.

import type { Edits } from '../../text/edit.ts';
import type { Result } from '../../text/result.ts';
import type { Writable } from '../../yaml/format-value.ts';
import type { Path, Tree } from '../../yaml/tree.ts';
import type { TreeEdit } from '../../yaml/tree-edit.ts';
import type { ComposeDocument } from '../document.ts';

export type Section = 'services' | 'networks';

export type DocumentEdit =
  | TreeEdit
  /** Replaces `old` by `wanted`; what is equal in both keeps its text. */
  | { readonly do: 'rewrite'; readonly path: Path; readonly old: Tree; readonly wanted: Tree }
  /** Adds a service or network; the section, too, where there is none. */
  | { readonly do: 'declare'; readonly section: Section; readonly name: string; readonly value: Writable }
  | { readonly do: 'undeclare'; readonly section: Section; readonly name: string }
  /** A change that only the text shows: a name wherever it is written, an anchor that moves. `at`: where the model may change by it; null: anywhere. */
  | {
      readonly do: 'text';
      readonly at: readonly Path[] | null;
      readonly write: (document: ComposeDocument) => Result<Edits>;
    };

/** What an operation does; refused where it cannot, in words. */
export type Planned = Result<readonly DocumentEdit[]>;
