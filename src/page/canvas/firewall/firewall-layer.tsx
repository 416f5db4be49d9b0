import './firewall.css';
import { useStore as useFlow, ViewportPortal } from '@xyflow/react';
import { memo, useMemo } from 'react';
import { knownWall, stoppedMarks, wallWord } from '../../../core/export/svg/wall-marks.ts';
import { shieldIcons } from '../../../core/images/shield-icons.ts';
import type { Scene } from '../../../core/layout/scene.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { showsNamesOnly } from '../flow/level-of-detail.ts';
import { Sign } from '../nodes/card-signs.tsx';

interface Props {
  readonly analysis: Analysis;
  readonly scene: Scene;
}

/** At the host's wall, where a trunk passes it: what the firewall of a known machine makes of it, with the rule in its tip. */
function Firewall({ analysis, scene }: Props) {
  const namesOnly = useFlow(showsNamesOnly);
  const { reach } = analysis;
  const known = useMemo(() => knownWall(reach, scene), [reach, scene]);
  if (known === null) return null;
  const { name, marks } = known;
  const { wall, outside } = scene;
  const edge = outside.x + outside.width;
  const stopped = stoppedMarks(known);
  return (
    <ViewportPortal>
      <span
        className="bh-wall-name"
        data-wall={name}
        title={`What ${name} stops is marked where it passes the wall.`}
        style={{ left: wall.x + wall.width / 2, top: wall.y + wall.height }}
      >
        {wallWord(name)}
      </span>
      <svg className="bh-wall-stops" aria-hidden="true">
        {stopped.map(({ id, at }) => (
          <path key={id} d={`M${edge} ${at.y}H${at.x}`} />
        ))}
      </svg>
      {!namesOnly &&
        stopped.map(({ id, ports, at }) => (
          <span
            key={id}
            className="bh-wall-port"
            aria-hidden="true"
            style={{ left: edge, top: at.y, width: at.x - edge - 9 }}
          >
            {ports}
          </span>
        ))}
      {!namesOnly &&
        marks.map(({ id, service, state, text, at }) => (
          <span
            key={id}
            role="img"
            className={`bh-wall-mark bh-center bh-wall-${state} nopan nodrag`}
            data-firewall={state}
            data-firewall-of={service}
            title={text}
            aria-label={text}
            style={{ left: at.x, top: at.y }}
          >
            <Sign shapes={shieldIcons[state]} size={13} />
          </span>
        ))}
    </ViewportPortal>
  );
}

export const FirewallLayer = memo(Firewall);
