import { ViewportPortal } from '@xyflow/react';
import { memo, useMemo } from 'react';
import type { Scene } from '../../../core/layout/scene.ts';
import type { NeedState } from '../../../core/needs/met-needs.ts';
import { arrowhead } from '../../../core/picture/arrows.ts';
import { pathOf } from '../../../core/picture/line-paths.ts';
import { restingNeeds } from '../../../core/picture/need-view.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { useUi } from '../../state/use-store.ts';
import { useFocusedCard } from './looked-at.ts';

const kinds: readonly NeedState[] = ['met', 'socket', 'unknown', 'missing'];
interface Props {
  readonly analysis: Analysis;
  readonly scene: Scene;
}

function Needs({ analysis, scene }: Props) {
  const lines = useMemo(
    () =>
      restingNeeds(analysis, scene).map(({ from, to, state, points }) => ({
        need: `${from} ${to}`,
        state,
        line: pathOf(points, 4),
        head: arrowhead(points),
      })),
    [analysis, scene],
  );
  const overlay = useUi((state) => state.overlay !== null);
  // The lines of the one card that is looked at are drawn alone.
  if (useFocusedCard() !== null && !overlay) return null;
  return (
    <ViewportPortal>
      <svg className="bh-scene-layer bh-needs" aria-hidden="true">
        {kinds.map((kind) => {
          const ownLines = lines.filter((each) => each.state === kind);
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
 * The needs between services while no card is in focus, if the scene has lines for them: thin, below the cards, through the gutters, with
 * an arrow at the needed service.
 */
export const NeedsLayer = memo(Needs);
