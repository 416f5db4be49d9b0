// Tunnels: programs that open a connection to somewhere outside and let requests in through it, past every published port. Which service
// one leads to is decided elsewhere (in the account of its provider), so of what it can reach it is unknown who comes in.

import { oncePer } from '../../compose/once-per.ts';
import type { Service, Topology, Tri } from '../../compose/topology.ts';
import type { Path } from '../../yaml/tree.ts';
import { hopBetween } from '../document-paths.ts';
import type { Reach } from '../reach-model.ts';

/** A way in through a tunnel: open or not, the file does not show it. */
export interface Tunnel {
  /** The service that is the tunnel. */
  readonly tunnel: string;
  /** What runs in it: `cloudflared`, `tailscale`. */
  readonly program: string;
  /** What lets it reach the service. */
  readonly at: Path;
}

/** Programs by the last part of their images' names. */
const images: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cloudflared: 'cloudflared cloudflare-tunnel cloudflared-tunnel cloudflared-web',
    tailscale: 'tailscale tailscaled tsdproxy tsbridge docktail',
    newt: 'newt olm',
    ngrok: 'ngrok docker-ngrok',
    frp: 'frpc',
    playit: 'playit playit-agent playit-docker playit.gg',
    zrok: 'zrok',
    netbird: 'netbird',
    zerotier: 'zerotier zerotier-synchronized',
    twingate: 'twingate-connector',
    openziti: 'ziti-tunnel ziti-edge-tunnel ziti-host',
    pagekite: 'pagekite',
    localxpose: 'localxpose loclx',
    pktriot: 'pktriot',
    bore: 'bore',
    autossh: 'autossh',
    localtunnel: 'localtunnel',
  }).flatMap(([program, names]) => names.split(' ').map((name): [string, string] => [name, program])),
);

/** Programs by the command that starts them, where the image is a general one. */
const commands: readonly (readonly [command: RegExp, program: string])[] = [
  [/(?:^|[\s/"'[])cloudflared\s+(?:\S+\s+)*?(?:tunnel|access)\b/, 'cloudflared'],
  [/(?:^|[\s/"'[])tailscale(?:d\b|\s+(?:up|serve|funnel)\b)/, 'tailscale'],
  [/(?:^|[\s/"'[])frpc\b/, 'frp'],
  [/(?:^|[\s/"'[])ngrok\s+(?:http|https|tcp|tls|start|tunnel)\b/, 'ngrok'],
  [/(?:^|[\s/"'[])zrok\s+(?:share|reserve|access)\b/, 'zrok'],
  [/(?:^|[\s/"'[])newt\s+-/, 'newt'],
  [/(?:^|[\s/"'[])playit(?:-cli|-agent)?\b/, 'playit'],
  [/(?:^|[\s/"'[])chisel\s+client\b/, 'chisel'],
  [/(?:^|[\s/"'[])(?:inlets|inlets-pro)\s+(?:http|tcp|uplink)\s+client\b/, 'inlets'],
  [/(?:^|[\s/"'[])bore\s+local\b/, 'bore'],
  [/(?:^|[\s/"'[])(?:auto)?ssh\s(?:.*\s)?-[a-zA-Z]*R\b/, 'ssh -R'],
];

/** The tunnel program that a service runs, by its image or its command; null for none. */
export const tunnelProgram = oncePer((service: Service): string | null => {
  const name = (service.image ?? '')
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '')
    .toLowerCase();
  const known = images.get(name.slice(name.lastIndexOf('/') + 1));
  if (known !== undefined) return known;
  const words = [service.entrypoint, service.command].filter((part) => part !== null).join(' ');
  return words === '' ? null : (commands.find(([command]) => command.test(words))?.[1] ?? null);
});

type Facts = Pick<Reach, 'services' | 'facts' | 'direct' | 'pair'>;

/** From service to the tunnels that reach it, or may; for all active services that one reaches. One without a way out leads nowhere. */
export function findTunnels(topology: Topology, reach: Facts): ReadonlyMap<string, readonly Tunnel[]> {
  const found = new Map<string, Tunnel[]>();
  for (const tunnel of reach.services) {
    const service = topology.services.get(tunnel);
    const program = service ? tunnelProgram(service) : null;
    if (program === null || reach.facts.get(tunnel)?.egress === false) continue;
    for (const name of reach.services) {
      if (name === tunnel) continue;
      const direct: Tri = reach.direct(tunnel, name);
      if (direct === false) continue;
      const { at } = hopBetween(topology, reach, tunnel, name);
      const list = found.get(name);
      if (list) list.push({ tunnel, program, at });
      else found.set(name, [{ tunnel, program, at }]);
    }
  }
  return found;
}
