// What the head of a lane says in its room: its title first, whole where it can be; then the button that splits it, its number of members,
// and the longest sentence or detail that fits. Sizes are in px of its text.

import { cutName, fitName, textWidth } from './fit-name.ts';
import type { LaneView } from './lane-view.ts';

/** The text of a lane's head. */
export interface LaneHead {
  readonly title: string;
  readonly counted: boolean;
  /** The form of the button that splits the network; null for a lane without one, or with room for its title only. */
  readonly split: 'long' | 'short' | 'icon' | null;
  /** The sentence about all members that fits beside the title. */
  readonly headline: string | null;
  /** The facts about the network that fit; on a line of their own unless the lane is small. */
  readonly detail: string | null;
}

const sizes = { title: 14, small: 12.5, text: 12, side: 13, gap: 8, lock: 20, count: 14 } as const;
const splits = {
  long: textWidth('Split this network…', sizes.text) + 2 * sizes.gap,
  short: textWidth('Split…', sizes.text) + 2 * sizes.gap,
  icon: textWidth('…', sizes.text) + sizes.gap,
} as const;

const fitsIn =
  (room: number) =>
  (text: string): boolean =>
    textWidth(text, sizes.text) <= room;

/** Returns the detail of a network with as many of its facts as fit. */
export function fittingDetail(detail: string, room: number): string | null {
  let fitting: string | null = null;
  for (const fact of detail.split(' · ')) {
    const longer: string = fitting === null ? fact : `${fitting} · ${fact}`;
    if (!fitsIn(room)(longer)) break;
    fitting = longer;
  }
  return fitting;
}

/** Returns the longest of the sentences that fits; null when none does. */
export function fittingHeadline({ headlines }: Pick<LaneView, 'headlines'>, room: number): string | null {
  return headlines.find(fitsIn(room)) ?? null;
}

type HeadedLane = Pick<
  LaneView,
  'title' | 'width' | 'locked' | 'splits' | 'members' | 'headlines' | 'detail' | 'form' | 'kind'
>;

/** Returns the text of a lane's head whose letters are `unit` times as large as at full size; a small lane has one line. */
export function laneHead(view: HeadedLane, unit: number, isSmall: boolean): LaneHead {
  const { title, locked, splits: canSplit, members, form } = view;
  const size = isSmall ? sizes.small : form === 'full' || form === 'rail' ? sizes.title : sizes.text;
  const room = view.width / unit - 2 * sizes.side - (locked ? sizes.lock : 0);
  const titleWidth = textWidth(title, size);
  const counts = members > 0 && form !== 'stub' && form !== 'chip';
  const countWidth = counts ? textWidth(`${members}`, sizes.text) + sizes.count + sizes.gap : 0;
  const forms = isSmall ? (['short', 'icon'] as const) : (['long', 'short', 'icon'] as const);
  // The sentence keeps more room than the words of the button.
  const [shortest = ''] = view.headlines.toReversed();
  const wanted = shortest === '' ? 0 : textWidth(shortest, sizes.text) + sizes.gap;
  const split = canSplit
    ? (forms.find((each) => titleWidth + countWidth + wanted + splits[each] <= room) ??
      forms.find((each) => titleWidth + splits[each] <= room) ??
      null)
    : null;
  const splitWidth = split === null ? 0 : splits[split];
  const counted = counts && titleWidth + countWidth + splitWidth <= room;
  const [shown = cutName({ text: title, differsAt: null }, 1)] = fitName(
    { text: title, differsAt: null },
    { width: room - splitWidth, lines: 1, size, isTight: false, taken: { first: 0, last: 0 } },
  );
  const left = room - titleWidth - splitWidth - (counted ? countWidth : 0) - sizes.gap;
  const headline = fittingHeadline(view, left);
  const onOneLine = isSmall || form !== 'full' || view.kind === 'host' || view.kind === 'closed';
  const detailRoom = onOneLine ? left : room + (locked ? sizes.lock : 0);
  const detail = onOneLine && headline !== null ? null : fittingDetail(view.detail, detailRoom);
  return { title: shown, counted, split, headline, detail };
}
