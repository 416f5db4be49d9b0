import { useMemo } from 'react';
import { useStore } from 'zustand';
import { type CardText, cardText, type TextFacts } from '../../../core/picture/card-text.ts';
import { detailStore } from '../flow/level-of-detail.ts';

/** Returns the text of a card at the current zoom. The card renders when its text changes, not at every step of the zoom. */
export function useCardText(facts: TextFacts): CardText {
  const key = useStore(detailStore, ({ unit, sizes }) => JSON.stringify(cardText(facts, sizes, unit)));
  return useMemo(() => JSON.parse(key) as CardText, [key]);
}
