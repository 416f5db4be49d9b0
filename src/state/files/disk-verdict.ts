/**
 * What a file on disk means for the work on it. `unchanged`: it holds what was opened. `agrees`: it holds what the page holds.
 * `adopt`: it was changed, the page's text was not. `ask`: both were changed, and not to the same.
 */
export type DiskVerdict = 'unchanged' | 'agrees' | 'adopt' | 'ask';

/** Compares the text as opened, as it is on the page and as it is on disk. Where only one side changed there is nothing to ask. */
export function diskVerdict(opened: string, mine: string, theirs: string): DiskVerdict {
  if (theirs === opened) return 'unchanged';
  if (theirs === mine) return 'agrees';
  return mine === opened ? 'adopt' : 'ask';
}
