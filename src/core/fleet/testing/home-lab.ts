// Helper of tests: a home lab of three machines with Docker, a laptop and a router; every rule of a fleet holds somewhere in it.

import { hostFacts } from '../../host/host-facts.ts';
import { hostOfFiles } from '../../host/host-of-files.ts';
import { machineFrom } from '../../machine/machine.ts';
import { optionsOnMachine } from '../../machine/machine-model.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { parseEngine } from '../../reach/engine-kinds.ts';
import type { ReachOptions } from '../../reach/reach-model.ts';
import { filesOf } from '../../ways-in/files/literal-files.ts';
import { readWays } from '../../ways-in/ways/read-ways.ts';
import { makeWaysReader } from '../../ways-in/ways/ways-reader.ts';
import { Connector } from '../connect.ts';
import type { Fleet, FleetMachine } from '../fleet.ts';
import { readFleetFile } from '../fleet-file.ts';
import { onSwarm } from '../swarm/swarm.ts';

export const homeLab = `version: 1
machines:
  edge: { stacks: edge, record: edge.json, addresses: { home: 192.168.1.11, mesh: 100.64.1.1 } }
  nas: { stacks: nas, record: nas.json, addresses: { home: [192.168.1.12, "fd00:1::12"], mesh: 100.64.1.2 } }
  vps: { stacks: vps, record: vps.json, addresses: { internet: 203.0.113.80, mesh: 100.64.1.3 } }
  laptop: { addresses: { home: [192.168.1.50, "fd00:1::50"] } }
networks:
  home: { kind: lan, subnet: [192.168.1.0/24, "fd00:1::/64"] }
  dmz: { kind: lan, subnet: 192.168.2.0/24 }
  mesh: { kind: mesh, subnet: 100.64.1.0/24, allow: ["edge -> nas:5432/tcp", "vps -> *"] }
  internet: { kind: internet }
routers:
  gate:
    addresses: { home: 192.168.1.1, dmz: 192.168.2.1, internet: 203.0.113.77 }
    nat: [home]
    hairpin: nat
    forwards: ["443/tcp -> edge:8443", "8096/tcp -> nas@home:8096 from 198.51.100.0/24"]
    allow: ["dmz -> nas:5432/tcp"]
names: { nas.lan: nas, media.example.org: gate }
`;

/** The stacks of each machine, by path, with the files that they mount. */
export const homeStacks: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  edge: {
    'web/compose.yaml': `services:
  proxy: { image: "caddy:2", networks: [front], ports: ["8443:443"] }
  worker: { image: "busybox", networks: [front] }
  shut: { image: "busybox", networks: [cell] }
  bare: { image: "busybox", networks: [own] }
  agent: { image: "busybox", network_mode: host }
networks:
  front: { ipam: { config: [{ subnet: 10.10.1.0/24 }] } }
  cell: { internal: true, ipam: { config: [{ subnet: 10.10.2.0/24 }] } }
  own: { driver_opts: { com.docker.network.bridge.enable_ip_masquerade: "false" }, ipam: { config: [{ subnet: 10.10.3.0/24 }] } }
`,
  },
  nas: {
    'data/compose.yaml': `services:
  db: { image: "postgres:16", networks: [back], ports: ["5432:5432"] }
  media: { image: "jellyfin:10", networks: [back], ports: ["192.168.1.12:8096:8096"] }
  local: { image: "redis:7", networks: [back], ports: ["127.0.0.1:6379:6379"] }
  dns: { image: "dns:1", networks: [back], ports: ["5353:53/udp"] }
networks: { back: { ipam: { config: [{ subnet: 10.11.1.0/24 }] } } }
`,
  },
  vps: {
    'site/compose.yaml': `services:
  web: { image: "nginx:1", ports: ["80:80"] }
networks: { default: { ipam: { config: [{ subnet: 10.12.1.0/24 }] } } }
`,
  },
};

/** What a record of a machine holds, as `bulkhead machine` writes it. */
export interface LabRecord {
  readonly links: Readonly<Record<string, string>>;
  readonly routes?: readonly object[];
  readonly input?: readonly string[];
  readonly user?: readonly string[];
  readonly policy?: 'ACCEPT' | 'DROP';
  readonly listeners?: readonly object[];
  readonly sysctl?: Readonly<Record<string, string>>;
}

const out = (via: string): object => ({ dst: 'default', gateway: via, dev: 'eth0' });
const on = (dst: string, dev: string): object => ({ dst, dev });

export const homeRecords: Readonly<Record<string, LabRecord>> = {
  edge: {
    links: { 'eth0 192.168.1.11/24': 'inet', 'wg0 100.64.1.1/24': 'inet' },
    routes: [out('192.168.1.1'), on('192.168.1.0/24', 'eth0'), on('100.64.1.0/24', 'wg0')],
  },
  nas: {
    links: { 'eth0 192.168.1.12/24': 'inet', 'eth0 fd00:1::12/64': 'inet6', 'wg0 100.64.1.2/24': 'inet' },
    routes: [out('192.168.1.1'), on('192.168.1.0/24', 'eth0'), on('100.64.1.0/24', 'wg0')],
    input: [
      '-i lo -j ACCEPT',
      '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
      '-s 192.168.1.0/24 -p tcp -m tcp --dport 22 -j ACCEPT',
      '-j DROP',
    ],
    listeners: [{ address: '0.0.0.0', port: 22, protocol: 'tcp' }],
  },
  vps: {
    links: { 'eth0 203.0.113.80/24': 'inet', 'wg0 100.64.1.3/24': 'inet' },
    routes: [out('203.0.113.1'), on('203.0.113.0/24', 'eth0'), on('100.64.1.0/24', 'wg0')],
  },
};

/** Returns a record as plain data. */
export function recordFrom({
  links,
  routes,
  input = [],
  user = [],
  policy = 'DROP',
  listeners = [],
  sysctl = {},
}: LabRecord) {
  const names = [...new Set(Object.keys(links).map((key) => key.split(' ')[0] ?? ''))];
  return {
    version: 1,
    engine: '26.1.5',
    interface: 'eth0',
    addresses: names.map((ifname) => ({
      ifname,
      addr_info: Object.entries(links)
        .filter(([key]) => key.startsWith(`${ifname} `))
        .map(([key, family]) => {
          const [local, length] = key.slice(ifname.length + 1).split('/');
          return { family, local, prefixlen: Number(length), scope: 'global' };
        }),
    })),
    ...(routes ? { routes } : {}),
    listeners,
    sysctl: { 'net.ipv4.ip_forward': '1', 'net.bridge.bridge-nf-call-iptables': '1', ...sysctl },
    iptables: [
      '*filter',
      ':INPUT ACCEPT [0:0]',
      `:FORWARD ${policy} [0:0]`,
      ':OUTPUT ACCEPT [0:0]',
      ':DOCKER-USER - [0:0]',
      ...input.map((rule) => `-A INPUT ${rule}`),
      ...user.map((rule) => `-A DOCKER-USER ${rule}`),
      '-A DOCKER-USER -j RETURN',
      'COMMIT',
      '',
    ].join('\n'),
    ip6tables: '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n',
  };
}

/** Returns the fleet of a file, with the stacks and the records of its machines; a machine without a record has none. */
export function fleetOf(
  text = homeLab,
  records: Readonly<Record<string, LabRecord | undefined>> = homeRecords,
  stacks: Readonly<Record<string, Readonly<Record<string, string>> | undefined>> = homeStacks,
): Fleet {
  const file = readFleetFile('bulkhead.fleet.yaml', text);
  const engine = parseEngine('26.1.5') ?? defaultReachOptions.engine;
  const machines = new Map(
    [...file.machines].map(([name, stated]): [string, FleetMachine] => {
      const record = records[name];
      const machine = record ? machineFrom(recordFrom(record)) : null;
      const plain: ReachOptions = { ...defaultReachOptions, engine };
      const recorded = machine ? optionsOnMachine(plain, machine, `${name}.json`) : plain;
      const options = stated.swarm ? onSwarm(recorded) : recorded;
      const files = stacks[name];
      const beside = makeWaysReader(readWays, filesOf(files ?? {}));
      const facts = files || machine ? hostFacts({ ...hostOfFiles(files ?? {}), beside }, { options }) : null;
      return [name, { stated, facts, machine, complete: true }];
    }),
  );
  return { file, machines };
}

/** Answers questions about the home lab, with other records where given. */
export function labWith(
  records: Readonly<Record<string, LabRecord | undefined>> = {},
  text = homeLab,
): Connector {
  return new Connector(fleetOf(text, { ...homeRecords, ...records }));
}
