import './firewall.css';
import { shieldIcons } from '../../../core/images/shield-icons.ts';
import type { Machine } from '../../../core/machine/machine.ts';
import { firewallTitle, type GateMark, type GateState } from '../../../core/machine/wall.ts';
import { wallLabel } from '../../../core/picture/wall-marks.ts';
import { Sign } from '../nodes/card-signs.tsx';

const markTones: { readonly [state in GateState]: string } = {
  stopped: 'bh-ok',
  'in-part': 'bh-accent',
  against: 'bh-err bh-wall-against',
  unknown: 'bh-dim bh-wall-unknown',
};

/**
 * The effect of a known machine's firewall on traffic that crosses the host's wall, with its rule in the tip; `of` names the owner of the
 * ports.
 */
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
  return (
    <span
      role="img"
      className={`bh-wall-mark ${markTones[state]} bh-center nopan nodrag`}
      data-firewall={state}
      data-firewall-of={of}
      title={text}
      aria-label={text}
      style={{ left: x, top: y }}
    >
      <Sign shapes={shieldIcons[state]} size={13} />
    </span>
  );
}

/** The name of the program that writes the rules, at the foot of the wall. */
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
      className="bh-wall-name bh-badge"
      data-wall={name}
      title={`Traffic that ${name} blocks is marked where it crosses the wall.`}
      style={{ left: x, top: y }}
    >
      {wallLabel(machine)}
    </span>
  );
}
