// Builders for layout tests: a topology from a short description of each service.

import type { Network, NetworkMode, Service, Topology } from '../../compose/topology.ts';
import type { LayoutInput, TierName } from '../layout-input.ts';
import type { PublishedPort } from '../scene.ts';

export interface ServiceWords {
  readonly on?: readonly string[];
  readonly mode?: NetworkMode;
  readonly port?: string;
  readonly from?: PublishedPort['reachableFrom'];
  readonly tier?: TierName;
}

function service(name: string, words: ServiceWords): Service {
  return {
    id: `service:${name}`,
    name,
    image: null,
    hasBuild: false,
    buildPrivileged: false,
    containerName: null,
    hostname: null,
    domainname: null,
    mode: words.mode ?? { kind: 'networks' },
    attachments: (words.on ?? []).map((network) => ({
      network,
      membership: 'declared',
      aliases: [],
      ipv4: null,
      ipv6: null,
      gatewayPriority: 0,
      priority: 0,
      macAddress: null,
      linkLocalIps: [],
      interfaceName: null,
      driverOpts: [],
    })),
    networksAndMode: false,
    macAddress: null,
    ports: [],
    expose: [],
    links: [],
    externalLinks: [],
    dependsOn: [],
    capAdd: [],
    capDrop: [],
    privileged: false,
    user: null,
    environment: [],
    labels: [],
    sysctls: [],
    extraHosts: [],
    dns: [],
    dnsSearch: [],
    dnsOpt: [],
    command: null,
    commandItems: [],
    entrypoint: null,
    healthcheck: null,
    mounts: [],
    grantedFiles: [],
    deviceCgroupRules: [],
    hooks: [],
    devices: [],
    securityOpt: [],
    pid: null,
    ipc: null,
    uts: null,
    cgroup: null,
    usernsMode: null,
    readOnly: false,
    profiles: [],
    isProvider: false,
    useApiSocket: false,
    models: [],
    replicas: 1,
    volumesFrom: [],
    extendsFrom: null,
    tags: { tier: null, needs: [], external: false },
    unset: [],
    tree: { kind: 'map', entries: [], flow: false, tag: null, from: 0, to: 0 },
  };
}

function network(name: string, internal: boolean): Network {
  return {
    id: `network:${name}`,
    name,
    origin: 'declared',
    dockerName: null,
    driver: 'bridge',
    internal,
    external: false,
    attachable: false,
    enableIpv4: true,
    enableIpv6: false,
    ipv6Stated: false,
    driverOpts: new Map(),
    ipamDriver: null,
    ipamOptions: [],
    subnets: [],
    labels: [],
    ignoredKeys: [],
    unset: [],
    tree: null,
  };
}

/** Returns a layout input from networks in order (`back!` is internal) and services by name. */
export function layoutInput(
  networks: readonly string[],
  services: Readonly<Record<string, ServiceWords>>,
  rooms: readonly string[] = [],
): LayoutInput {
  const names = Object.entries(services);
  const topology: Topology = {
    services: new Map(names.map(([name, words]) => [name, service(name, words)])),
    networks: new Map(
      networks.map((each) => {
        const name = each.replace('!', '');
        return [name, network(name, each.endsWith('!'))];
      }),
    ),
    name: null,
    profiles: [],
    unsetVariables: [],
    otherKeys: [],
  };
  const published = new Map<string, PublishedPort[]>();
  const tiers = new Map<string, TierName>();
  for (const [name, words] of names) {
    if (words.tier) tiers.set(name, words.tier);
    if (words.port === undefined) continue;
    published.set(name, [
      {
        hostIp: '0.0.0.0',
        hostPort: words.port,
        containerPort: 80,
        protocol: 'tcp',
        reachableFrom: words.from ?? 'outside',
      },
    ]);
  }
  return {
    topology,
    published,
    tiers,
    inactive: new Set(),
    rooms: new Set(rooms),
    proxied: new Map(),
    piles: [],
    opened: [],
    slots: new Map(),
    needs: [],
    room: null,
    shape: null,
  };
}
