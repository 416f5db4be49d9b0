// Dangers of a container to its host, as pills on the upper edge of its card.

import type { Danger } from '../blast/dangers.ts';

export interface Pill {
  /** The danger's kind; `more` for the number of dangers without room. */
  readonly kind: Danger['kind'] | 'more';
  /** The danger in one word, such as `socket`; with a question mark when uncertain. */
  readonly text: string;
  /** The facts behind the danger, in one line. */
  readonly facts: string;
  readonly certain: boolean;
  readonly rootOnHost: boolean;
}

const letter = 6.6;
const frame = 18;
/** Space for the finding count at the right corner, and for protruding content at the left, px. */
const margin = 8;

const textOf = ({ words, certain }: Danger): string => (certain ? words : `${words}?`);
const factsOf = (dangers: readonly Danger[]): string => dangers.flatMap(({ facts }) => facts).join('; ');

/** Returns the number of pills that fit on the edge of a card of that width, beside the count of the others; at least 1. */
function fittingCount(dangers: readonly Danger[], width: number): number {
  let used = 0;
  for (const [index, danger] of dangers.entries()) {
    used += textOf(danger).length * letter + frame;
    const moreWidth = index < dangers.length - 1 ? 2 * letter + frame : 0;
    if (index > 0 && used + moreWidth > width - margin) return index;
  }
  return dangers.length;
}

/** Returns the pills of a card of that width, the gravest first; pills without room become one count. */
export function dangerPills(dangers: readonly Danger[], width: number): readonly Pill[] {
  const shown = fittingCount(dangers, width);
  const hidden = dangers.slice(shown);
  return [
    ...dangers.slice(0, shown).map(
      (danger): Pill => ({
        kind: danger.kind,
        text: textOf(danger),
        facts: factsOf([danger]),
        certain: danger.certain,
        rootOnHost: danger.rootOnHost,
      }),
    ),
    ...(hidden.length === 0
      ? []
      : [
          {
            kind: 'more' as const,
            text: `+${hidden.length}`,
            facts: factsOf(hidden),
            certain: true,
            rootOnHost: false,
          },
        ]),
  ];
}
