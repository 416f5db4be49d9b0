import { useMemo } from 'react';
import type { Analysis } from '../../core/analysis/analyze.ts';
import type { Scene } from '../../core/layout/scene.ts';
import type { Far } from './far-context.ts';
import { farShapes } from './far-shapes.ts';
import type { Part } from './part-of.ts';

/** A picture of which only a `part` is nodes, as shapes; null where all of it is. */
export function useFar({ topology }: Analysis, picture: Scene, part: Part): Far | null {
  const whole = part.picture === picture;
  const shapes = useMemo(() => (whole ? null : farShapes(topology, picture)), [whole, topology, picture]);
  const { far, bare } = part;
  return useMemo(
    () => (shapes === null ? null : { shapes, picture, cards: far, lanes: bare }),
    [shapes, picture, far, bare],
  );
}
