// linuxserver/wireguard as a client: all is in the configuration of wg-quick, and nothing stops anybody before that is up.

import type { Service } from '../../compose/topology.ts';
import type { Tunnel, TunnelSource } from './tunnel.ts';

/** Where the image looks for the configuration of its tunnel, the newest place first. */
const places = ['/config/wg_confs/wg0.conf', '/config/wg0.conf'] as const;

/** Returns the tunnel; null for a server, which has peers. */
export function wireguard({ service, files }: TunnelSource): Tunnel | null {
  if (isWireguardServer(service)) return null;
  const found = places.map((place) => files.at(place)).find(({ kind }) => kind === 'text');
  const text = found?.kind === 'text' ? found.text : null;
  const base = {
    program: 'wireguard',
    isShutFromStart: false,
    letsQuestionsOut: false,
    exceptions: [],
    tellsHealth: false,
    rulesSetting: null,
    namesSetting: null,
  } as const;
  if (text === null)
    return {
      ...base,
      leads: 'unknown',
      isShutWhileDown: 'unknown',
      ipv6: 'unknown',
      names: 'unknown',
      because: `the configuration of ${service.name}, ${places[0]} in its container, is not among these files`,
    };
  const allowed = valuesOf(text, 'AllowedIPs').flatMap((value) => value.split(',').map((one) => one.trim()));
  const covers = (whole: string, halves: readonly string[]) =>
    allowed.includes(whole) || halves.every((half) => allowed.includes(half));
  return {
    ...base,
    leads: covers('0.0.0.0/0', ['0.0.0.0/1', '128.0.0.0/1']),
    isShutWhileDown: valuesOf(text, 'PostUp').some((line) => /\b(?:REJECT|DROP)\b/.test(line)),
    ipv6: covers('::/0', ['::/1', '8000::/1']) ? 'tunnel' : 'past',
    names: valuesOf(text, 'DNS').length > 0 ? 'tunnel' : 'docker',
    because: null,
  };
}

/** True for a container that makes keys for peers: it lets others in, and leads nobody out. */
export function isWireguardServer({ environment }: Pick<Service, 'environment'>): boolean {
  return environment.some(({ key, value }) => key === 'PEERS' && value !== '' && value !== '0');
}

/** Returns the values of a key of a configuration, comments aside. */
function valuesOf(text: string, key: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const at = line.indexOf('=');
    const isKey = at > 0 && line.slice(0, at).trim().toLowerCase() === key.toLowerCase();
    return isKey ? (line.slice(at + 1).split('#')[0] ?? '').trim() : [];
  });
}
