import { ViewportPortal } from '@xyflow/react';
import { memo, useMemo } from 'react';
import type { Point, Scene, SceneNeed } from '../../../core/layout/scene.ts';
import { type NeedState, needState } from '../../../core/needs/met-needs.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { pathOf } from '../flow/path-of.ts';

interface Paths {
  readonly lines: string;
  readonly heads: string;
  readonly count: number;
}

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

/** The needs of a scene as one path for each kind. */
function pathsOf(analysis: Analysis, needs: readonly SceneNeed[]): ReadonlyMap<NeedState, Paths> {
  const paths = new Map<NeedState, Paths>();
  for (const need of needs) {
    if (need.points.length < 2) continue;
    const kind = needState(analysis.reach, analysis.needs, need.from, need.to);
    if (kind === null) continue;
    const { lines, heads, count } = paths.get(kind) ?? { lines: '', heads: '', count: 0 };
    paths.set(kind, {
      lines: lines + pathOf(need.points, 4),
      heads: heads + headOf(need.points),
      count: count + 1,
    });
  }
  return paths;
}

interface Props {
  readonly analysis: Analysis;
  readonly scene: Scene;
}

function Needs({ analysis, scene }: Props) {
  const paths = useMemo(() => pathsOf(analysis, scene.needs), [analysis, scene]);
  return (
    <ViewportPortal>
      <svg className="bh-needs" aria-hidden="true">
        {kinds.map((kind) => {
          const path = paths.get(kind);
          return path ? (
            <g key={kind} data-need-state={kind} data-count={path.count}>
              <path className={`bh-need bh-need-${kind}`} d={path.lines} />
              <path className={`bh-need-head bh-need-${kind}`} d={path.heads} />
            </g>
          ) : null;
        })}
      </svg>
    </ViewportPortal>
  );
}

/**
 * Who needs whom while nothing is pointed at: thin lines below the cards, through the gutters, with the arrow at the service that is
 * needed.
 */
export const NeedsLayer = memo(Needs);
