// The rectangles of what is meant, in the picture.

import type { Rect, Scene } from '../../../core/layout/scene.ts';
import type { Selected } from '../../state/ui/selection.ts';

/** Returns the rectangle of a service, of its pile, or of a network; null for one that is not drawn. */
export function rectOf(scene: Scene, target: Selected): Rect | null {
  if (target.type === 'network') {
    return scene.lanes.find((lane) => lane.kind === 'network' && lane.name === target.name)?.rect ?? null;
  }
  const service = target.type === 'service' ? target.name : target.service;
  const place =
    scene.cards.find((card) => card.service === service) ??
    scene.piles.find((pile) => pile.members.includes(service));
  return place?.rect ?? null;
}

/** Returns the rectangle around all of `targets`; null when none of them is drawn. */
export function rectAround(scene: Scene, targets: readonly Selected[]): Rect | null {
  const rects = targets.map((target) => rectOf(scene, target)).filter((rect) => rect !== null);
  if (rects.length === 0) return null;
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.width));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height));
  return { x, y, width: right - x, height: bottom - y };
}
