import { type ReactFlowState, useStore } from '@xyflow/react';
import { useMemo } from 'react';
import type { Rect } from '../../core/layout/scene.ts';

/** Edges of what is in sight, moved outwards to whole steps: most moves of the view change nothing. Empty before it is measured. */
function edgesOf({ width, height, transform: [x, y, zoom] }: ReactFlowState): string {
  if (width === 0 || height === 0) return '';
  const step = 2 ** Math.ceil(Math.log2(Math.max(width, height) / zoom / 8));
  const low = (from: number): number => Math.floor(-from / zoom / step) * step;
  const high = (from: number, size: number): number => Math.ceil((size - from) / zoom / step) * step;
  return [low(x), low(y), high(x, width), high(y, height)].join(' ');
}

/** The part of the picture that is in sight, and a little more; null before the size of the canvas is known. */
export function useWindow(): Rect | null {
  const edges = useStore(edgesOf);
  return useMemo(() => {
    if (edges === '') return null;
    const [left = 0, top = 0, right = 0, bottom = 0] = edges.split(' ').map(Number);
    return { x: left, y: top, width: right - left, height: bottom - top };
  }, [edges]);
}
