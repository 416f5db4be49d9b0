import type { Scene, SceneCard } from '../../core/layout/scene.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

const centre = ({ rect }: SceneCard) => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 });

/** The nearest card in a direction; what lies sideways of it counts three times as far. */
export function neighbourCard(scene: Scene, service: string, direction: Direction): string | null {
  const own = scene.cards.find((card) => card.service === service);
  if (!own) return null;
  const from = centre(own);
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const card of scene.cards) {
    if (card === own) continue;
    const { x, y } = centre(card);
    const horizontal = direction === 'left' || direction === 'right';
    const along = horizontal ? x - from.x : y - from.y;
    const ahead = direction === 'left' || direction === 'up' ? -along : along;
    const across = Math.abs(horizontal ? y - from.y : x - from.x);
    if (ahead < 1) continue;
    const distance = ahead + across * 3;
    if (distance < bestDistance) {
      best = card.service;
      bestDistance = distance;
    }
  }
  return best;
}
