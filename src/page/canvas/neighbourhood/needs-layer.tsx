import { ViewportPortal } from '@xyflow/react';
import { memo, useMemo } from 'react';
import type { Point, Scene, SceneNeed } from '../../../core/layout/scene.ts';
import { type NeedState, needState } from '../../../core/needs/met-needs.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { useUi } from '../../state/use-store.ts';
import { pathOf } from '../flow/path-of.ts';
import { useLookedAt } from './looked-at.ts';

const kinds: readonly NeedState[] = ['met', 'socket', 'unknown', 'missing'];
const length = 6;
const half = 3;

/** A triangle at the end of a polyline. */
export function headOf(points: readonly Point[], size = 1): string {
  const [end, before] = [points.at(-1), points.at(-2)];
  if (!end || !before) return '';
  const reach = Math.hypot(end.x - before.x, end.y - before.y) || 1;
  const [x, y] = [(end.x - before.x) / reach, (end.y - before.y) / reach];
  const foot = { x: end.x - x * length * size, y: end.y - y * length * size };
  const [left, right] = [1, -1].map(
    (side) => `${foot.x - side * y * half * size} ${foot.y + side * x * half * size}`,
  );
  return `M${end.x} ${end.y}L${left}L${right}z`;
}

interface Line {
  readonly need: string;
  readonly kind: NeedState;
  readonly line: string;
  readonly head: string;
}

/** The needs of a scene that have a line at rest. */
function linesOf(analysis: Analysis, needs: readonly SceneNeed[]): readonly Line[] {
  return needs.flatMap(({ from, to, points }) => {
    const kind = points.length > 1 ? needState(analysis.reach, analysis.needs, from, to) : null;
    if (kind === null) return [];
    return [{ need: `${from} ${to}`, kind, line: pathOf(points, 4), head: headOf(points) }];
  });
}

interface Props {
  readonly analysis: Analysis;
  readonly scene: Scene;
}

function Needs({ analysis, scene }: Props) {
  const lines = useMemo(() => linesOf(analysis, scene.needs), [analysis, scene]);
  const overlay = useUi((state) => state.overlay !== null);
  // The lines of the one card that is looked at are drawn alone.
  if (useLookedAt() !== null && !overlay) return null;
  return (
    <ViewportPortal>
      <svg className="bh-scene-layer bh-needs" aria-hidden="true">
        {kinds.map((kind) => {
          const ownLines = lines.filter((each) => each.kind === kind);
          return ownLines.length === 0 ? null : (
            <g key={kind} data-need-state={kind} data-count={ownLines.length}>
              {ownLines.map(({ need, line, head }) => (
                <g key={need} data-need={need}>
                  <path className={`bh-need bh-need-${kind}`} d={line} />
                  <path className={`bh-need-head bh-need-${kind}`} d={head} />
                </g>
              ))}
            </g>
          );
        })}
      </svg>
    </ViewportPortal>
  );
}

/**
 * Who needs whom while no card is looked at, where the scene has lines for it: thin, below the cards, through the gutters, with the arrow at
 * the service that is needed.
 */
export const NeedsLayer = memo(Needs);
