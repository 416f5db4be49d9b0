import type { MergeOffer } from '../../state/files/disk-changes.ts';

/** Whether the two changes can be put together, and why not. */
export function mergeWords(offer: MergeOffer): string {
  switch (offer.kind) {
    case 'merged':
      return 'The two changes do not meet: merging keeps both, as one undo step, and writes nothing yet.';
    case 'overlap':
      return `Both change the same place (here line ${offer.line}), so one of them has to be chosen.`;
    case 'too-different':
      return 'The two texts differ too much to be merged line by line.';
    case 'unfit':
      return `The two changes do not meet, but together they cannot be read: ${offer.why}. Both are kept as they are. Compare them, and mend one by hand.`;
  }
}
