// The fleet of the lab: its stacks, its file, and the rules that the machines get in each round. Every rule of a fleet that one LAN, a mesh
// and a router can show is in it.

import { internetAddress, outsideAddress, placePort } from './places.ts';

/** The machines with an Engine. */
export const dockerMachines = ['edge', 'nas'] as const;
export type DockerMachine = (typeof dockerMachines)[number];

const service = (name: string, more: string): string =>
  `  ${name}: { image: "bulkhead-probe:1", command: ["sleep", "1000000"], stop_signal: SIGKILL, ${more} }\n`;
const network = (name: string, subnet: string, more = ''): string =>
  `  ${name}: { ${more}ipam: { config: [{ subnet: ${subnet} }] } }\n`;

/** The stacks by machine and name. */
export const stacks: Readonly<Record<DockerMachine, Readonly<Record<string, string>>>> = {
  edge: {
    web: `services:
${service('proxy', 'networks: { front: { ipv4_address: 10.10.1.20 }, back: { ipv4_address: 10.10.4.20 } }, ports: ["8443:8001", "8444:8001/udp"]')}${service('worker', 'networks: [front]')}${service('joined', 'network_mode: "service:proxy"')}${service('shut', 'networks: [cell], ports: ["9004:8004"]')}${service('bare', 'networks: [own], ports: ["9005:8005"]')}${service('agent', 'network_mode: host, expose: ["8006"]')}${service('none', 'network_mode: none')}networks:
${network('front', '10.10.1.0/24')}${network('back', '10.10.4.0/24')}${network('cell', '10.10.2.0/24', 'internal: true, ')}${network('own', '10.10.3.0/24', 'driver_opts: { com.docker.network.bridge.enable_ip_masquerade: "false" }, ')}`,
    vpn: `services:
${service('inside', 'ports: ["100.64.77.1:9007:8007", "100.64.77.1:9017:8007/udp"]')}${service('local', 'ports: ["127.0.0.1:9008:8008"]')}networks:
${network('default', '10.10.5.0/24')}`,
  },
  nas: {
    data: `services:
${service('db', 'networks: [back], ports: ["9101:8101"]')}${service('media', 'networks: [back], ports: ["192.168.77.12:9102:8102"]')}${service('dns', 'networks: [back], ports: ["9103:8103/udp"]')}${service('six', 'networks: [back], ports: ["[::]:9104:8104"]')}networks:
${network('back', '10.11.1.0/24')}`,
    jobs: `services:
${service('job', 'networks: [default]')}networks:
${network('default', '10.11.2.0/24')}`,
  },
};

/** The port at which each service answers. */
export const servicePorts: Readonly<Record<string, number>> = {
  'edge/web/proxy': 8001,
  'edge/web/worker': 8002,
  'edge/web/shut': 8004,
  'edge/web/bare': 8005,
  'edge/web/agent': 8006,
  'edge/vpn/inside': 8007,
  'edge/vpn/local': 8008,
  'nas/data/db': 8101,
  'nas/data/media': 8102,
  'nas/data/dns': 8103,
  'nas/data/six': 8104,
  'nas/jobs/job': 8105,
};

/** Services that several networks give stated addresses to; the others are asked for by their name. */
export const statedAddresses: Readonly<Record<string, readonly string[]>> = {
  'edge/web/proxy': ['10.10.1.20', '10.10.4.20'],
};

/** Ports at the addresses of the machines: those of the places and of services in host mode, and the published ones. */
const machinePorts: Readonly<Record<string, readonly string[]>> = {
  edge: [
    '7777',
    '7777/udp',
    '8006',
    '8006/udp',
    '8443',
    '8444/udp',
    '9004',
    '9005',
    '9007',
    '9017/udp',
    '9008',
  ],
  nas: ['7777', '7777/udp', '9101', '9102', '9103/udp', '9104'],
  laptop: ['7777'],
  away: ['7777'],
};

const addresses: Readonly<Record<string, readonly string[]>> = {
  edge: ['192.168.77.11', '[fd77:77::11]', '100.64.77.1'],
  nas: ['192.168.77.12', '[fd77:77::12]'],
  laptop: ['192.168.77.50', '[fd77:77::50]'],
  away: ['100.64.77.9'],
};

const forwards = [
  '443/tcp -> edge:8443',
  '444/udp -> edge:8444',
  '5101/tcp -> nas:9101',
  '7000/tcp -> nas:7777',
  '9007/tcp -> edge:9007',
];

/** Everything that is asked at an address. */
export const questions: readonly string[] = [
  ...Object.entries(machinePorts).flatMap(([machine, ports]) =>
    (addresses[machine] ?? []).flatMap((address) => ports.map((port) => `${address}:${port}`)),
  ),
  ...Object.entries(statedAddresses).flatMap(([name, own]) =>
    own.map((address) => `${address}:${servicePorts[name]}`),
  ),
  ...['443', '444/udp', '5101', '7000', '9007', '9101', `${placePort}`].map(
    (port) => `${outsideAddress}:${port}`,
  ),
  '192.168.77.1:443',
  `${internetAddress}:${placePort}`,
];

/** One round: what the router does from inside, and the rules of each machine, typed in this order. */
export interface Round {
  readonly name: string;
  readonly hairpin: 'none' | 'nat' | 'dnat';
  readonly rules: Readonly<Partial<Record<DockerMachine | 'laptop', readonly string[]>>>;
}

const established = '-m conntrack --ctstate RELATED,ESTABLISHED';

export const rounds: readonly Round[] = [
  { name: 'Docker’s own rules', hairpin: 'nat', rules: {} },
  {
    name: 'firewalls',
    hairpin: 'none',
    rules: {
      edge: [
        'iptables -I FORWARD 1 -i home0 -o mesh0 -j ACCEPT',
        'iptables -I DOCKER-USER 1 -o home0 -d 192.168.77.50 -j DROP',
        `iptables -A INPUT -i mesh0 -p tcp --dport ${placePort} -j DROP`,
        `iptables -A OUTPUT -d 192.168.77.12 -p tcp --dport ${placePort} -j DROP`,
      ],
      nas: [
        `iptables -I DOCKER-USER 1 ${established} -j RETURN`,
        'iptables -I DOCKER-USER 2 -i home0 -s 192.168.77.11 -p tcp --dport 8101 -j DROP',
        'iptables -I DOCKER-USER 3 -i home0 -p udp -m conntrack --ctorigdstport 9103 --ctdir ORIGINAL -j DROP',
        'iptables -A INPUT -i lo -j ACCEPT',
        `iptables -A INPUT ${established} -j ACCEPT`,
        `iptables -A INPUT -s 192.168.77.50 -p tcp --dport ${placePort} -j ACCEPT`,
        'iptables -P INPUT DROP',
      ],
    },
  },
  {
    name: 'routes to containers',
    hairpin: 'dnat',
    rules: {
      edge: ['ip route add 10.11.0.0/16 via 192.168.77.12', 'iptables -I DOCKER-USER 1 -i mesh0 -j DROP'],
      nas: ['iptables -P FORWARD ACCEPT', 'ip route add 10.10.3.0/24 via 192.168.77.11'],
    },
  },
];

/** The fleet's file of a round. */
export function fleetText({ hairpin }: Round): string {
  return `version: 1
machines:
  edge: { stacks: edge, record: edge.json, addresses: { home: [192.168.77.11, "fd77:77::11"], mesh: 100.64.77.1 } }
  nas: { stacks: nas, record: nas.json, addresses: { home: [192.168.77.12, "fd77:77::12"] } }
  laptop: { addresses: { home: [192.168.77.50, "fd77:77::50"] }, routes: ["100.64.77.0/24 via 192.168.77.11"] }
  away: { addresses: { mesh: 100.64.77.9 } }
networks:
  home: { kind: lan, subnet: [192.168.77.0/24, "fd77:77::/64"] }
  mesh: { kind: mesh, subnet: 100.64.77.0/24 }
  internet: { kind: internet }
routers:
  gate:
    addresses: { home: 192.168.77.1, internet: ${outsideAddress} }
    nat: [home]
    hairpin: ${hairpin}
    forwards: [${forwards.map((text) => `"${text}"`).join(', ')}]
`;
}

/** What the router types for the same. */
export function routerRules({ hairpin }: Round): readonly string[] {
  const led = forwards.flatMap((text) => {
    const [, port, protocol, machine = '', to] = /^(\d+)\/(tcp|udp) -> (\w+):(\d+)$/.exec(text) ?? [];
    const at = addresses[machine]?.[0];
    const from = hairpin === 'none' ? '-i wan0 ' : '';
    return [
      `iptables -t nat -A PREROUTING ${from}-d ${outsideAddress} -p ${protocol} --dport ${port} -j DNAT --to-destination ${at}:${to}`,
      `iptables -A FORWARD -d ${at} -p ${protocol} --dport ${to} -m conntrack --ctstate DNAT -j ACCEPT`,
    ];
  });
  return [
    'iptables -F',
    'iptables -t nat -F',
    'iptables -P FORWARD DROP',
    `iptables -A FORWARD ${established} -j ACCEPT`,
    'iptables -A FORWARD -i home0 -o wan0 -j ACCEPT',
    'iptables -t nat -A POSTROUTING -s 192.168.77.0/24 -o wan0 -j MASQUERADE',
    ...led,
    ...(hairpin === 'nat'
      ? [
          'iptables -t nat -A POSTROUTING -o home0 -s 192.168.77.0/24 -m conntrack --ctstate DNAT -j MASQUERADE',
        ]
      : []),
  ];
}
