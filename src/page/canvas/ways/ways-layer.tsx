import './ways.css';
import { useStore as useFlow, ViewportPortal } from '@xyflow/react';
import { Lock, LockOpen } from 'lucide-react';
import { memo, useMemo } from 'react';
import type { Scene } from '../../../core/layout/scene.ts';
import { type GateView, gateViews } from '../../../core/picture/gate-view.ts';
import { pathOf } from '../../../core/picture/line-paths.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { type Gates, namesOf } from '../../../core/summary/gates.ts';
import { showsNamesOnly } from '../flow/level-of-detail.ts';
import { useGates } from './use-gates.ts';

interface Tag extends GateView {
  /** The id of the trunk that bypasses the login; '' when none is drawn. */
  readonly round: string;
}

function tagsOf(gates: Gates | null, scene: Scene): readonly Tag[] {
  return gateViews(gates, scene).map((view) => {
    const trunks = scene.trunks.filter(
      ({ service, kind }) => view.gate.ports.length > 0 && service === view.service && kind === 'outside',
    );
    return { ...view, round: trunks.map(({ points }) => pathOf(points, 4)).join('') };
  });
}

interface Props {
  readonly analysis: Analysis;
  readonly scene: Scene;
}

const lockClasses = {
  round: 'bh-gate bh-badge bh-strong bh-err',
  locked: 'bh-gate bh-badge',
  open: 'bh-gate bh-badge bh-gate-open',
} as const;

const icon = { size: 10, 'aria-hidden': true } as const;

/** A lock at each card that outsiders reach: closed behind a login, open without one; red when a route bypasses it. */
function Ways({ analysis, scene }: Props) {
  const namesOnly = useFlow(showsNamesOnly);
  const gates = useGates(analysis);
  const tags = useMemo(() => tagsOf(gates, scene), [gates, scene]);
  if (tags.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className="bh-ways bh-over" aria-hidden="true">
        {tags.map(
          ({ service, round, gate }) =>
            round !== '' && (
              <path key={service} className="bh-way-round" data-ports={gate.ports.join(' ')} d={round} />
            ),
        )}
      </svg>
      {!namesOnly &&
        tags.map(({ service, gate, rect, look, text }) => {
          const names = namesOf(gate);
          return (
            <span
              key={service}
              className={lockClasses[look]}
              data-gate={service}
              data-way-in={names.join(' ')}
              data-guard={gate.guard}
              {...(look === 'round' ? { 'data-bypass': service } : {})}
              title={[names.join(', '), text].filter((part) => part !== '').join(': ')}
              style={{ left: rect.x + 8, top: rect.y, maxWidth: rect.width - 36 }}
            >
              {look === 'locked' && <Lock {...icon} />}
              {look === 'open' && <LockOpen {...icon} />}
              <span className="bh-truncate">{text}</span>
            </span>
          );
        })}
    </ViewportPortal>
  );
}

export const WaysLayer = memo(Ways);
