import { type Gate, type Gates, gateText, gateTone, isGateShown, namesOf } from '../summary/gates.ts';

/** The gate of a card that is reachable from outside. */
export interface GateView {
  readonly guard: Gate['guard'];
  /** The host names that lead to the service. */
  readonly names: readonly string[];
  /** The published ports that bypass a login. */
  readonly ports: readonly string[];
  /** The look of the gate: a bypassed login, an effective login, or no login. */
  readonly look: 'round' | 'locked' | 'open';
  readonly text: string;
}

/** Returns the gate of a service for its card; null when its port merely answers, or nothing leads to it. */
export function gateView(gates: Gates | null, service: string): GateView | null {
  const gate = gates?.of(service) ?? null;
  if (gate === null || !isGateShown(gate)) return null;
  const tone = gateTone(gate);
  const locked = tone === 'guarded' || gate.logins.length > 0;
  const look = tone === 'round' ? 'round' : locked ? 'locked' : 'open';
  return { guard: gate.guard, names: namesOf(gate), ports: gate.ports, look, text: gateText(gate) };
}
