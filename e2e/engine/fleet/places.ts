// Where the machines of the lab's fleet are: a namespace each, plugged into the LAN, the mesh or the Internet; the LAN's router has NAT,
// forwards and a hairpin. Test and documentation addresses only, and nothing leaves these namespaces.

import { mustRun } from '../run.ts';

/** The machines that the file names, the router, somebody on the LAN whom it does not name, and the Internet. */
export const placeNames = ['edge', 'nas', 'laptop', 'away', 'guest', 'gate', 'world'] as const;
export type PlaceName = (typeof placeNames)[number];

/** The cables of each place: the network and the addresses on it. */
const cables: Readonly<Record<PlaceName, Readonly<Record<string, readonly string[]>>>> = {
  edge: { home: ['192.168.77.11/24', 'fd77:77::11/64'], mesh: ['100.64.77.1/24'] },
  nas: { home: ['192.168.77.12/24', 'fd77:77::12/64'] },
  laptop: { home: ['192.168.77.50/24', 'fd77:77::50/64'] },
  away: { mesh: ['100.64.77.9/24'] },
  guest: { home: ['192.168.77.60/24', 'fd77:77::60/64'] },
  gate: { home: ['192.168.77.1/24'], wan: ['203.0.113.77/24'] },
  world: { wan: ['203.0.113.1/24'] },
};

/** An address of the Internet that lies on no cable. */
export const internetAddress = '198.51.100.9';
/** The outside address of the router. */
export const outsideAddress = '203.0.113.77';
/** The port at which every place answers. */
export const placePort = 7777;

const routes: Readonly<Record<PlaceName, readonly string[]>> = {
  edge: ['default via 192.168.77.1'],
  nas: ['default via 192.168.77.1'],
  laptop: ['default via 192.168.77.1', '100.64.77.0/24 via 192.168.77.11'],
  away: [],
  guest: ['default via 192.168.77.1'],
  gate: ['default via 203.0.113.1'],
  world: [],
};

/** The places of one run: the name of each namespace, that of the switch among them. */
export interface Places {
  readonly names: readonly string[];
  /** The path for `nsenter --net=`. */
  path(place: PlaceName): string;
}

/** Returns the names that the places of a run have; none of them is made yet. */
export function placesOf(id: string): Places {
  const name = (place: string): string => `bulkhead-${id}-${place}`;
  return {
    names: ['switch', ...placeNames].map(name),
    path: (place) => `/run/netns/${name(place)}`,
  };
}

/** Makes the namespaces, their cables and their routes. */
export async function layPlaces({ names, path }: Places): Promise<void> {
  const [hub = ''] = names;
  const ip = (command: string) => mustRun('ip', command.split(' '));
  for (const name of names) {
    await ip(`netns add ${name}`);
    await ip(`-n ${name} link set lo up`);
  }
  for (const network of ['home', 'mesh', 'wan']) {
    await ip(`-n ${hub} link add ${network} type bridge`);
    await ip(`-n ${hub} link set ${network} up`);
  }
  for (const place of placeNames) {
    const name = path(place).slice('/run/netns/'.length);
    for (const [network, addresses] of Object.entries(cables[place])) {
      const plug = `${place}-${network}`;
      await ip(`-n ${hub} link add ${plug} type veth peer name ${network}0 netns ${name}`);
      await ip(`-n ${hub} link set ${plug} master ${network} up`);
      for (const address of addresses)
        await ip(`-n ${name} addr add ${address} dev ${network}0${address.includes(':') ? ' nodad' : ''}`);
      await ip(`-n ${name} link set ${network}0 up`);
    }
    for (const route of routes[place]) await ip(`-n ${name} route add ${route}`);
  }
  await ip(`-n ${path('world').slice('/run/netns/'.length)} addr add ${internetAddress}/32 dev lo`);
  await inPlace(path('gate'), 'echo 1 >/proc/sys/net/ipv4/ip_forward');
}

/** Runs a line of the shell in a namespace. */
export async function inPlace(namespace: string, script: string): Promise<string> {
  return mustRun('nsenter', [`--net=${namespace}`, 'sh', '-c', script]);
}
