// tailscale: a way out only with an exit node, and for others only with a tun device: in userspace, as it is by default, it leads nobody.

import { whyUnknown } from './settings.ts';
import type { Tunnel, TunnelSource } from './tunnel.ts';

/** Returns the tunnel; null without an exit node. */
export function tailscale({ settings }: TunnelSource): Tunnel | null {
  const extra = settings.value('TS_EXTRA_ARGS') ?? '';
  const why = whyUnknown(settings, 'TS_EXTRA_ARGS');
  if (!/(?:^|\s)--exit-node=\S/.test(extra) && why === null) return null;
  const isInUserspace = settings.isOn(true, 'TS_USERSPACE');
  const takesNames = settings.isOn(false, 'TS_ACCEPT_DNS');
  return {
    program: 'tailscale',
    leads: why !== null || isInUserspace === 'unknown' ? 'unknown' : !isInUserspace,
    isShutFromStart: false,
    isShutWhileDown: 'unknown',
    ipv6: 'tunnel',
    names: takesNames === 'unknown' ? 'unknown' : takesNames ? 'tunnel' : 'docker',
    letsQuestionsOut: false,
    exceptions: [],
    tellsHealth: false,
    rulesSetting: settings.given('TS_USERSPACE'),
    namesSetting: settings.given('TS_ACCEPT_DNS'),
    because: why ?? whyUnknown(settings, 'TS_USERSPACE') ?? whyUnknown(settings, 'TS_ACCEPT_DNS'),
  };
}
