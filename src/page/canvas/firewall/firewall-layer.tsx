import './firewall.css';
import { useStore as useFlow, ViewportPortal } from '@xyflow/react';
import { ShieldAlert, ShieldHalf, ShieldQuestionMark, ShieldX } from 'lucide-react';
import { memo, useMemo } from 'react';
import type { Scene } from '../../../core/layout/scene.ts';
import { machineOf } from '../../../core/machine/machine-model.ts';
import { firewallWord, type GateState } from '../../../core/machine/wall.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { showsNamesOnly } from '../flow/level-of-detail.ts';
import { wallMarks } from './wall-marks.ts';

const icons = {
  stopped: ShieldX,
  'in-part': ShieldHalf,
  against: ShieldAlert,
  unknown: ShieldQuestionMark,
} as const satisfies { readonly [state in GateState]: typeof ShieldX };

interface Props {
  readonly analysis: Analysis;
  readonly scene: Scene;
}

/** At the host's wall, where a trunk passes it: what the firewall of a known machine makes of it, with the rule in its tip. */
function Firewall({ analysis, scene }: Props) {
  const namesOnly = useFlow(showsNamesOnly);
  const { reach } = analysis;
  const machine = machineOf(reach.options);
  const marks = useMemo(() => (machine === null ? [] : wallMarks(reach, scene)), [machine, reach, scene]);
  if (machine === null) return null;
  const { wall, outside } = scene;
  const edge = outside.x + outside.width;
  // What Docker opens to the outside and the firewall stops has no line of its own there.
  const stopped = marks.filter(({ state, ports }) => state === 'stopped' && ports !== null);
  const name = firewallWord(machine);
  return (
    <ViewportPortal>
      <span
        className="bh-wall-name"
        data-wall={name}
        title={`What ${name} stops is marked where it passes the wall.`}
        style={{ left: wall.x + wall.width / 2, top: wall.y + wall.height }}
      >
        {name === 'the firewall of the machine' ? 'firewall' : name}
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
        marks.map(({ id, service, state, text, at }) => {
          const Icon = icons[state];
          return (
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
              <Icon size={13} aria-hidden="true" />
            </span>
          );
        })}
    </ViewportPortal>
  );
}

export const FirewallLayer = memo(Firewall);
