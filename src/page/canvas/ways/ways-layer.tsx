import './ways.css';
import { ViewportPortal } from '@xyflow/react';
import { memo, useMemo } from 'react';
import type { Scene } from '../../../core/layout/scene.ts';
import { gateView } from '../../../core/picture/gate-view.ts';
import { pathOf } from '../../../core/picture/line-paths.ts';
import type { Gates } from '../../../core/summary/gates.ts';

interface Bypass {
  readonly service: string;
  readonly ports: readonly string[];
  readonly path: string;
}

/** Returns the trunks that bypass the login of a service. */
function bypassesOf(gates: Gates | null, { cards, trunks }: Scene): readonly Bypass[] {
  return cards.flatMap(({ service }) => {
    const ports = gateView(gates, service)?.ports ?? [];
    if (ports.length === 0) return [];
    const own = trunks.filter((trunk) => trunk.service === service && trunk.kind === 'outside');
    return own.length === 0
      ? []
      : [{ service, ports, path: own.map(({ points }) => pathOf(points, 4)).join('') }];
  });
}

interface Props {
  readonly gates: Gates | null;
  readonly scene: Scene;
}

/** The published ports that bypass a login, as dashes on their trunks; the card has the sign of its login. */
function Ways({ gates, scene }: Props) {
  const bypasses = useMemo(() => bypassesOf(gates, scene), [gates, scene]);
  if (bypasses.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className="bh-ways bh-over" aria-hidden="true">
        {bypasses.map(({ service, ports, path }) => (
          <path key={service} className="bh-way-round" data-ports={ports.join(' ')} d={path} />
        ))}
      </svg>
    </ViewportPortal>
  );
}

export const WaysLayer = memo(Ways);
