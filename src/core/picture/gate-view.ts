import type { Rect, Scene } from '../layout/scene.ts';
import { type Gate, type Gates, gateText, gateTone, isGateShown } from '../summary/gates.ts';

/** The gate at a card that outsiders get to. */
export interface GateView {
  readonly service: string;
  readonly gate: Gate;
  readonly rect: Rect;
  /** True for a card within its owner's. */
  readonly boxed: boolean;
  /** A login that something bypasses, a login that holds, or none. */
  readonly look: 'round' | 'locked' | 'open';
  readonly text: string;
}

/** The gates of a scene's cards that say more than that a port answers. */
export function gateViews(gates: Gates | null, { cards }: Pick<Scene, 'cards'>): readonly GateView[] {
  if (gates === null) return [];
  return cards.flatMap(({ service, rect, inside }): readonly GateView[] => {
    const gate = gates.of(service);
    if (gate === null || !isGateShown(gate)) return [];
    const tone = gateTone(gate);
    const locked = tone === 'guarded' || gate.logins.length > 0;
    const look = tone === 'round' ? 'round' : locked ? 'locked' : 'open';
    return [{ service, gate, rect, boxed: inside !== null, look, text: gateText(gate) }];
  });
}
