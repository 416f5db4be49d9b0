import type { BoundText } from './bound-file.ts';

/** What became of a write. `changed`: nothing was written, since the file holds something else than the page knows. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly version: string }
  | { readonly kind: 'changed'; readonly now: BoundText }
  | { readonly kind: 'refused'; readonly why: string };

/** A write that was not carried out, and what to do instead. */
export function refused(why: string): SaveOutcome {
  return { kind: 'refused', why };
}

/** The reason that the system gave, as its code. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
}
