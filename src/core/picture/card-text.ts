// What a card says at its size: first its name, then its needs, then its image or ports. Sizes are in px of its text, of which body text
// has 12: a card that is half as large on the screen has half the room.

import type { Level, Sizes } from '../layout/metrics.ts';
import type { NeedCount } from '../needs/known-needs.ts';
import { countsWidth, type FittedSigns, fitSigns } from './card-signs.ts';
import { type CardName, fitName, isNamed, isWhole, type NameRoom } from './fit-name.ts';

/** The content of a card by its size; `name`: nothing but the name; `none`: no room for a name either. */
export type Detail = Level | 'name' | 'none';

/** The heights from which a card has room for each level of detail. */
const heights: readonly (readonly [Detail, number])[] = [
  ['near', 74],
  ['middle', 60],
  ['far', 36],
  ['name', 15],
];

/** The padding beside the text, the width of the kind's icon with its gap, and the size of names. */
const frames: { readonly [detail in Detail]: { side: number; icon: number; size: number } } = {
  near: { side: 11, icon: 27, size: 13.5 },
  middle: { side: 9, icon: 27, size: 13.5 },
  far: { side: 7, icon: 0, size: 12.5 },
  name: { side: 5, icon: 0, size: 12 },
  none: { side: 5, icon: 0, size: 12 },
};
/** The same for a joined service, which lies in its owner's card. */
const joinedFrame = { side: 7, icon: 22, size: 12.5 } as const;

/** The height of a line of a name in two lines, and the height that a card needs for them beside its last line. */
const lineHeight = 12.5;
const twoLinesAndFoot = 42;
/** The part of a line that the count of findings, and the sign of a danger, takes at its end. */
const signWidth = { count: 8, danger: 13 } as const;

/** The facts about a card that decide on its text. */
export interface TextFacts {
  readonly name: CardName;
  /** The width of the card, px. */
  readonly width: number;
  readonly boxed: boolean;
  /** True for a card with a count of findings at its corner. */
  readonly counted: boolean;
  /** True for a card whose first sign is that of a danger. */
  readonly dangerous: boolean;
  /** The words of its signs, the gravest first. */
  readonly signs: readonly string[];
  readonly needs: NeedCount;
}

/** The text of a card. */
export interface CardText {
  readonly detail: Detail;
  /** The lines of the name: one or two. */
  readonly name: readonly string[];
  /** True for letters of the name that stand closer together. */
  readonly isTight: boolean;
  /** True with the sign of the kind beside the name. */
  readonly icon: boolean;
  /** True with the last line: needs, and signs of danger and of logins. */
  readonly foot: boolean;
  readonly signs: FittedSigns;
}

/** Returns the level of detail of a card with that height. */
export function detailFor(height: number): Detail {
  return heights.find(([, least]) => height >= least)?.[0] ?? 'none';
}

/** A way to set the name of a card, and what stands beside it then. */
interface Setting extends Pick<NameRoom, 'width' | 'lines'> {
  readonly isTight: boolean;
  readonly icon: boolean;
  readonly foot: boolean;
}

interface Room {
  readonly detail: Detail;
  readonly width: number;
  readonly height: number;
}

/** True for a card with a last line below its name. */
const isLined = (detail: Detail): boolean => detail !== 'name' && detail !== 'none';

/** Returns the ways to set a name, from the best to the last one. */
function settingsFor(boxed: boolean, { detail, width, height }: Room): readonly Setting[] {
  const { icon } = boxed ? joinedFrame : frames[detail];
  const hasTwoLines = height >= 2 * lineHeight;
  const plain = { width, lines: 1, isTight: false, icon: false, foot: !boxed && isLined(detail) } as const;
  const oneLine: readonly Setting[] = [
    ...(icon > 0 ? [{ ...plain, width: width - icon, icon: true }] : []),
    plain,
    { ...plain, isTight: true },
  ];
  if (detail === 'near' || (detail === 'middle' && !boxed) || !hasTwoLines) return oneLine;
  const foot = plain.foot && height >= twoLinesAndFoot;
  return [...oneLine, { ...plain, lines: 2, foot }, { ...plain, lines: 2, isTight: true, foot }];
}

/** Returns the text of a card whose letters are `unit` times as large as in a picture at its full size. */
export function cardText(facts: TextFacts, sizes: Sizes, unit: number): CardText {
  const { name, counted, dangerous, boxed } = facts;
  const detail = detailFor(sizes.cardHeight / unit);
  const { side, size } = boxed ? joinedFrame : frames[detail];
  const width = facts.width / unit - 2 * side;
  const height = (boxed ? sizes.joinedHeight : sizes.cardHeight) / unit;
  const settings = settingsFor(boxed, { detail, width, height });
  const first = counted ? signWidth.count : 0;
  let text: CardText | null = null;
  for (const { icon, foot, ...room } of settings) {
    const last = dangerous && !foot ? signWidth.danger : 0;
    const lines = fitName(name, { ...room, size, taken: { first, last } });
    // A card without a last line has room for the sign of its gravest danger.
    const signs = foot
      ? fitSigns(facts.signs, width - countsWidth(facts.needs))
      : { shown: last > 0 ? 1 : 0, worded: 0, width: last };
    text = { detail, name: lines, isTight: room.isTight, icon, foot, signs };
    if (isWhole(name, lines)) return text;
  }
  if (text === null) throw new Error('a card without a setting for its name');
  return text;
}

/** Steps of scale that are tried. */
const step = 0.02;

/**
 * Returns the least scale, up to `most`, at which every card of these shows its name, or its first twelve letters and its end. `unitAt` is
 * the size of letters at a scale.
 */
export function leastNamedScale(
  cards: readonly TextFacts[],
  sizes: Sizes,
  most: number,
  unitAt: (scale: number) => number,
): number {
  const areNamed = (scale: number): boolean =>
    cards.every((card) => {
      const { detail, name } = cardText(card, sizes, unitAt(scale));
      return detail !== 'none' && isNamed(card.name, name);
    });
  let scale = most;
  while (scale - step > 0 && areNamed(scale - step)) scale -= step;
  return scale;
}
