// A picture in words, for golden tests that a person can read: lanes with their cards in cells, taps and ways in.

import type { Rect, Scene } from '../../../../core/layout/scene.ts';

const inside = (inner: Rect, outer: Rect): boolean =>
  inner.x >= outer.x &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y >= outer.y &&
  inner.y < outer.y + outer.height;

/**
 * Returns one line per lane: `front @0: web | app/mid` — its form when it is not full, its column, its cards by rows from the top (`;`
 * between rows), a straddling one with its other lane, a pile as `9×worker`. Then far taps and ways in.
 */
export function sketch(scene: Scene): readonly string[] {
  const drawn = [
    ...scene.cards
      .filter((card) => card.inside === null)
      .map(({ service, ...rest }) => ({ word: service, ...rest })),
    ...scene.piles.map(({ leader, members, ...rest }) => ({
      word: `${members.length}×${leader}`,
      ...rest,
    })),
  ];
  const lines = scene.lanes.map((lane) => {
    const form = lane.form === 'full' ? '' : `${lane.form} `;
    if (lane.form !== 'full') return `${form}${lane.name}`;
    const own = drawn.filter((card) => card.lanes[0] === lane.id);
    const levels = [...new Set(own.map((card) => card.rect.y))].sort((a, b) => a - b);
    const rows = levels.map((y) =>
      own
        .filter((card) => card.rect.y === y)
        .sort((a, b) => a.rect.x - b.rect.x)
        .map(({ word, rect, lanes }) => {
          const other = scene.lanes.find((each) => each.id === lanes[1])?.name;
          if (other !== undefined) return `${word}/${other}`;
          return inside(rect, lane.rect) ? word : `${word} OUTSIDE`;
        })
        .join(' | '),
    );
    return `${lane.name} @${lane.column}: ${rows.join(' ; ')}`.trim();
  });
  for (const card of scene.cards) if (card.inside !== null) lines.push(`${card.service} in ${card.inside}`);
  for (const tap of scene.taps) if (tap.tag) lines.push(`${tap.service} -> ${tap.network}`);
  for (const trunk of scene.trunks) lines.push(`${trunk.kind} ${trunk.label} -> ${trunk.service ?? 'host'}`);
  return lines;
}
