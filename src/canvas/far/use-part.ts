import { useMemo } from 'react';
import type { Scene } from '../../core/layout/scene.ts';
import { useUi } from '../../state/use-store.ts';
import { crowd } from '../view/crowd.ts';
import { useWindow } from '../view/use-window.ts';
import { type Part, partOf } from './part-of.ts';

const nowhere = { x: 0, y: 0, width: 0, height: 0 };

/** What of `picture` is told to React Flow: all of it, or of a crowd what is in sight. */
export function usePart(picture: Scene): Part {
  const window = useWindow();
  const chosen = useUi((state) =>
    JSON.stringify(state.selection.flatMap((item) => (item.type === 'service' ? [item.name] : []))),
  );
  return useMemo(() => {
    if (picture.cards.length <= crowd && picture.lanes.length <= crowd)
      return { picture, far: false, bare: false };
    return partOf(picture, window ?? nowhere, new Set(JSON.parse(chosen) as string[]));
  }, [picture, window, chosen]);
}
