import type { Rect, Scene } from '../layout/scene.ts';
import { type Gate, type Gates, gateText, gateTone, isGateShown } from '../summary/gates.ts';

/** The gate at a card that is reachable from outside. */
export interface GateView {
  readonly service: string;
  readonly gate: Gate;
  readonly rect: Rect;
  /** True for a card inside its owner's card. */
  readonly boxed: boolean;
  /** The look of the gate: a bypassed login, an effective login, or no login. */
  readonly look: 'round' | 'locked' | 'open';
  readonly text: string;
}

/** Returns the gates of a scene's cards; a card whose port merely answers gets none. */
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
