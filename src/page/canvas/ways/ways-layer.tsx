import './ways.css';
import { useStore as useFlow, ViewportPortal } from '@xyflow/react';
import { Lock, LockOpen } from 'lucide-react';
import { memo, useMemo } from 'react';
import type { Rect, Scene } from '../../../core/layout/scene.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import {
  type Gate,
  type Gates,
  gateText,
  gateTone,
  isGateShown,
  namesOf,
} from '../../../core/summary/gates.ts';
import { showsNamesOnly } from '../flow/level-of-detail.ts';
import { pathOf } from '../flow/path-of.ts';
import { useGates } from './use-gates.ts';

interface Tag {
  readonly service: string;
  readonly gate: Gate;
  readonly rect: Rect;
  /** The trunk that leads round the login; '' where none is drawn. */
  readonly round: string;
}

function tagsOf(gates: Gates | null, scene: Scene): readonly Tag[] {
  if (gates === null) return [];
  return scene.cards.flatMap(({ service, rect }): readonly Tag[] => {
    const gate = gates.of(service);
    if (gate === null || !isGateShown(gate)) return [];
    const trunks = scene.trunks.filter(
      (trunk) => gate.ports.length > 0 && trunk.service === service && trunk.kind === 'outside',
    );
    return [{ service, gate, rect, round: trunks.map(({ points }) => pathOf(points, 4)).join('') }];
  });
}

interface Props {
  readonly analysis: Analysis;
  readonly scene: Scene;
}

const icon = { size: 10, 'aria-hidden': true } as const;

/** A lock at each card that outsiders get to: closed where a login stands, open where none does; in red what leads round one. */
function Ways({ analysis, scene }: Props) {
  const namesOnly = useFlow(showsNamesOnly);
  const gates = useGates(analysis);
  const tags = useMemo(() => tagsOf(gates, scene), [gates, scene]);
  if (tags.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className="bh-ways" aria-hidden="true">
        {tags.map(
          ({ service, round, gate }) =>
            round !== '' && (
              <path key={service} className="bh-way-round" data-ports={gate.ports.join(' ')} d={round} />
            ),
        )}
      </svg>
      {!namesOnly &&
        tags.map(({ service, gate, rect }) => {
          const { logins } = gate;
          const names = namesOf(gate);
          const isRound = gateTone(gate) === 'round';
          const locked = gateTone(gate) === 'guarded' || logins.length > 0;
          const look = isRound ? 'bh-gate bh-gate-round' : locked ? 'bh-gate' : 'bh-gate bh-gate-open';
          const text = gateText(gate);
          return (
            <span
              key={service}
              className={look}
              data-gate={service}
              data-way-in={names.join(' ')}
              data-guard={gate.guard}
              {...(isRound ? { 'data-bypass': service } : {})}
              title={[names.join(', '), text].filter((part) => part !== '').join(': ')}
              style={{ left: rect.x + 8, top: rect.y, maxWidth: rect.width - 36 }}
            >
              {!isRound && (locked ? <Lock {...icon} /> : <LockOpen {...icon} />)}
              <span className="bh-gate-text">{text}</span>
            </span>
          );
        })}
    </ViewportPortal>
  );
}

export const WaysLayer = memo(Ways);
