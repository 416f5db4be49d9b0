import { useStore as useFlow, ViewportPortal } from '@xyflow/react';
import { memo, useMemo } from 'react';
import type { Scene } from '../../../core/layout/scene.ts';
import { knownWall, stoppedMarks } from '../../../core/picture/wall-marks.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { showsNamesOnly } from '../flow/level-of-detail.ts';
import { WallMark, WallName } from './wall-mark.tsx';

interface Props {
  readonly analysis: Analysis;
  readonly scene: Scene;
}

/** The effect of a known machine's firewall, where a trunk crosses the host's wall, with its rule in the tip. */
function Firewall({ analysis, scene }: Props) {
  const namesOnly = useFlow(showsNamesOnly);
  const { reach } = analysis;
  const known = useMemo(() => knownWall(reach, scene), [reach, scene]);
  if (known === null) return null;
  const { machine, marks } = known;
  const { wall, outside } = scene;
  const edge = outside.x + outside.width;
  const stopped = stoppedMarks(known);
  return (
    <ViewportPortal>
      <WallName machine={machine} x={wall.x + wall.width / 2} y={wall.y + wall.height} />
      <svg className="bh-wall-stops" aria-hidden="true">
        {stopped.map(({ id, at }) => (
          <path key={id} d={`M${edge} ${at.y}H${at.x}`} />
        ))}
      </svg>
      {!namesOnly &&
        stopped.map(({ id, ports, at }) => (
          <span
            key={id}
            className="bh-wall-port bh-over bh-truncate bh-struck bh-ok"
            aria-hidden="true"
            style={{ left: at.x - 9, top: at.y, maxWidth: `max(${at.x - edge - 9}px, 5ch)` }}
          >
            {ports}
          </span>
        ))}
      {!namesOnly &&
        marks.map((mark) => (
          <WallMark key={mark.id} mark={mark} of={mark.service} x={mark.at.x} y={mark.at.y} />
        ))}
    </ViewportPortal>
  );
}

export const FirewallLayer = memo(Firewall);
