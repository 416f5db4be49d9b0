/** The class that gives the numbers of a part of the summary their colour. */
export function partTone(kind: string): string {
  if (kind === 'outside') return 'bh-outside';
  return ['root', 'flat', 'unreadable'].includes(kind) ? 'bh-err' : '';
}
