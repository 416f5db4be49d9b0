// gluetun: rules that let nothing out past the tunnel are set before it starts, in both families, unless they are switched off.

import { whyUnknown } from './settings.ts';
import type { Tunnel, TunnelSource } from './tunnel.ts';

const rules = ['FIREWALL_ENABLED_DISABLING_IT_SHOOTS_YOU_IN_YOUR_FOOT', 'FIREWALL'] as const;
/** The resolver of Docker is kept for questions where this is on. */
const keepsServer = 'DNS_KEEP_NAMESERVER';
const ranges = 'FIREWALL_OUTBOUND_SUBNETS';

export function gluetun({ settings }: TunnelSource): Tunnel {
  const isShut = settings.isOn(true, ...rules);
  const keeps = settings.isOn(false, keepsServer);
  return {
    program: 'gluetun',
    leads: true,
    isShutFromStart: isShut,
    isShutWhileDown: isShut,
    ipv6: isShut === true ? 'kept' : isShut === false ? 'past' : 'unknown',
    names: keeps === true ? 'docker' : keeps === false ? 'tunnel' : 'unknown',
    letsQuestionsOut: false,
    exceptions: settings.list(ranges).map((range) => ({ range, setting: ranges })),
    tellsHealth: true,
    rulesSetting: settings.given(...rules),
    namesSetting: settings.given(keepsServer),
    because:
      whyUnknown(settings, ...rules) ?? whyUnknown(settings, keepsServer) ?? whyUnknown(settings, ranges),
  };
}
