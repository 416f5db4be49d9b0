// What a command has to know before it runs, asked in the box of Ctrl K: answers to choose, or something to type.

import type { Operation } from '../../core/compose/operations/operation.ts';
import type { Selected } from '../state/ui/selection.ts';

/** What follows an answer: another question, a change of the file as one undo step, or anything else. */
export type Next =
  | { readonly kind: 'ask'; readonly question: Question }
  | {
      readonly kind: 'operate';
      readonly label: string;
      readonly operations: readonly Operation[];
      /** The service or network that is shown afterwards. */
      readonly shows?: Selected;
    }
  | { readonly kind: 'run'; run(): void };

/** One answer to a question. */
export interface Answer {
  /** The name that a search matches. */
  readonly name: string;
  /** The answer in words that are understood without the question: `Move db…`. */
  readonly label: string;
  next(): Next;
}

/** A question with its answers in order. */
export interface Question {
  readonly title: string;
  readonly answers: readonly Answer[];
  /** Reads typed text that is no listed answer: what follows it, or the reason why it is not understood. */
  readonly typed?: (text: string) => Next | string;
}
