import './firewall.css';
import { ShieldAlert, ShieldHalf, ShieldQuestionMark, ShieldX } from 'lucide-react';
import type { Machine } from '../../../core/machine/machine.ts';
import { firewallTitle, type GateMark, type GateState } from '../../../core/machine/wall.ts';

const icons = {
  stopped: ShieldX,
  'in-part': ShieldHalf,
  against: ShieldAlert,
  unknown: ShieldQuestionMark,
} as const satisfies { readonly [state in GateState]: typeof ShieldX };

/** What the firewall of a known machine makes of what passes the host's wall there, with the rule in its tip; `of`: whose ports they are. */
export function WallMark({
  mark: { state, text },
  of,
  x,
  y,
}: {
  readonly mark: GateMark;
  readonly of: string;
  readonly x: number;
  readonly y: number;
}) {
  const Icon = icons[state];
  return (
    <span
      role="img"
      className={`bh-wall-mark bh-center bh-wall-${state} nopan nodrag`}
      data-firewall={state}
      data-firewall-of={of}
      title={text}
      aria-label={text}
      style={{ left: x, top: y }}
    >
      <Icon size={13} aria-hidden="true" />
    </span>
  );
}

/** The name of what makes the rules, at the foot of the wall. */
export function WallName({
  machine,
  x,
  y,
}: {
  readonly machine: Machine;
  readonly x: number;
  readonly y: number;
}) {
  const name = firewallTitle(machine);
  return (
    <span
      className="bh-wall-name"
      data-wall={name}
      title={`What ${name} stops is marked where it passes the wall.`}
      style={{ left: x, top: y }}
    >
      {name === 'the firewall of the machine' ? 'firewall' : name}
    </span>
  );
}
