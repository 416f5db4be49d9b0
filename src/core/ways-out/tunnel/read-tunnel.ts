// The tunnel that a service is by its image, its variables and its files.

import { memoizeReleasable } from '../../compose/memoize.ts';
import type { Service } from '../../compose/topology.ts';
import { serviceKind } from '../../images/service-kind.ts';
import type { WaysContext } from '../../ways-in/ways-context.ts';
import { contextOf, ownerOf, type ServiceAsker } from '../leave/names.ts';
import { gluetun } from './gluetun.ts';
import { openvpnClient } from './openvpn-client.ts';
import { Settings } from './settings.ts';
import { tailscale } from './tailscale.ts';
import type { Tunnel, TunnelSource } from './tunnel.ts';
import { isWireguardServer, wireguard } from './wireguard.ts';

/** The readers by image; a reader returns null where the container is no way out. */
const readers: readonly (readonly [RegExp, (source: TunnelSource) => Tunnel | null])[] = [
  [/(?:^|\/)gluetun$/, gluetun],
  [/(?:^|\/)dperson\/openvpn-client$/, openvpnClient],
  [/(?:^|\/)(?:linuxserver|lsiodev)\/wireguard$/, wireguard],
  [/(?:^|\/)tailscale\/tailscale$/, tailscale],
];

/** Images that let others in, and lead nobody out. */
const servers =
  /(?:^|\/)(?:wg-easy|wg-access-server|wireguard-ui|amnezia-wg-easy|awg-easy|headscale(?:-ui)?|kylemanna\/openvpn|ipsec-vpn-server|ocserv|softether(?:vpn)?)$/;

/** Returns the tunnel that a service leads its network stack out by; null where it is none. */
export const tunnelOf = memoizeReleasable((context: WaysContext) =>
  memoizeReleasable((service: Service): Tunnel | null => {
    const image = imageName(service.image ?? '');
    const reader = readers.find(([pattern]) => pattern.test(image))?.[1];
    if (reader)
      return reader({
        service,
        settings: new Settings(context.variables(service)),
        files: context.files(service),
      });
    return mayBeVpn(service) && !servers.test(image) && !isWireguardServer(service)
      ? unknownTunnel(
          service.name,
          `how ${service.name} sets up its tunnel is not read: the VPN containers that are read are gluetun, dperson/openvpn-client, linuxserver/wireguard and tailscale`,
        )
      : null;
  }),
);

/** Returns the tunnel of the network stack that a service has or shares; null for none. */
export function tunnelOfStack(asker: ServiceAsker): Tunnel | null {
  const context = contextOf(asker);
  const owner = ownerOf(asker);
  if (context !== null) return tunnelOf(context)(owner);
  return mayBeVpn(owner)
    ? unknownTunnel(owner.name, `the variables and files of ${owner.name} are not read here`)
    : null;
}

/** Returns a tunnel of which nothing is known. */
function unknownTunnel(name: string, because: string): Tunnel {
  return {
    program: name,
    leads: 'unknown',
    isShutFromStart: 'unknown',
    isShutWhileDown: 'unknown',
    ipv6: 'unknown',
    names: 'unknown',
    letsQuestionsOut: false,
    exceptions: [],
    tellsHealth: false,
    rulesSetting: null,
    namesSetting: null,
    because,
  };
}

/** True for the container of a VPN by its image, else by its name. */
function mayBeVpn(service: Service): boolean {
  return (
    serviceKind(service) === 'vpn' || /vpn[^/]*$|(?:^|[/-])warp(?:-|$)/.test(imageName(service.image ?? ''))
  );
}

/** Returns the name of an image without its tag and digest. */
function imageName(image: string): string {
  return image
    .replace(/@.*$/, '')
    .replace(/:[^/]*$/, '')
    .toLowerCase();
}
