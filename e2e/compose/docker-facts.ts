// Facts out of the model that Docker Compose resolved.

import type { DockerConfig, DockerEndpoint, DockerNetwork, DockerService } from './docker-config.ts';
import {
  byName,
  type EndpointFacts,
  type Facts,
  fullDevice,
  lettersOf,
  type NetworkFacts,
  type ServiceFacts,
  sorted,
  withEmpty,
} from './facts.ts';

/** The facts of a resolved model. */
export function dockerFacts(config: DockerConfig): Facts {
  const services = Object.entries(config.services ?? {});
  const networks = Object.entries(config.networks ?? {});
  return {
    services: byName(services.map(([name, service]) => [name, serviceFacts(service)] as const)),
    networks: byName(networks.map(([name, network]) => [name, networkFacts(network)] as const)),
  };
}

function serviceFacts(service: DockerService): ServiceFacts {
  const { depends_on = {}, deploy, healthcheck, networks = {} } = service;
  const test = healthcheck?.test ?? [];
  const off = healthcheck?.disable === true || test[0] === 'NONE';
  const devices = (service.devices ?? []).map((device) =>
    fullDevice(
      typeof device === 'string'
        ? device
        : [device.source, device.target, device.permissions].filter(Boolean).join(':'),
    ),
  );
  return {
    image: service.image ?? '',
    build: service.build !== undefined,
    provider: service.provider !== undefined,
    containerName: service.container_name ?? '',
    hostname: service.hostname ?? '',
    domainname: service.domainname ?? '',
    // The Engine takes `default` for its default bridge.
    mode: service.network_mode === 'default' ? 'bridge' : (service.network_mode ?? ''),
    networks: byName(
      Object.entries(networks).map(([name, endpoint]) => [name, endpointFacts(endpoint)] as const),
    ),
    macAddress: service.mac_address ?? '',
    ports: sorted(
      (service.ports ?? []).map(
        ({ host_ip = '', published = '', target, protocol = 'tcp' }) =>
          `${host_ip}|${published === '0' ? '' : published}|${target}|${protocol}`,
      ),
    ),
    expose: sorted(service.expose ?? []),
    links: sorted(service.links ?? []),
    externalLinks: sorted(service.external_links ?? []),
    dependsOn: byName(
      Object.entries(depends_on).map(
        ([name, { condition, required }]) => [name, required ? condition : `${condition}, optional`] as const,
      ),
    ),
    capAdd: sorted(service.cap_add ?? []),
    capDrop: sorted(service.cap_drop ?? []),
    privileged: service.privileged ?? false,
    readOnly: service.read_only ?? false,
    user: service.user ?? '',
    environment: byName(Object.entries(service.environment ?? {})),
    labels: withEmpty(Object.entries(service.labels ?? {})),
    sysctls: withEmpty(Object.entries(service.sysctls ?? {})),
    extraHosts: sorted(service.extra_hosts ?? []),
    dns: service.dns ?? [],
    dnsSearch: service.dns_search ?? [],
    dnsOpt: service.dns_opt ?? [],
    command: lettersOf(service.command ?? []),
    entrypoint: lettersOf(service.entrypoint ?? []),
    healthcheck: off ? '' : lettersOf(/^CMD(?:-SHELL)?$/.test(test[0] ?? '') ? test.slice(1) : test),
    mounts: (service.volumes ?? []).map(
      ({ type, source = '', target, read_only = false }) =>
        `${/^(?:bind|volume|tmpfs)$/.test(type) ? type : 'other'}|${source}|${target}|${read_only ? 'ro' : 'rw'}`,
    ),
    volumesFrom: service.volumes_from ?? [],
    devices,
    securityOpt: service.security_opt ?? [],
    pid: service.pid ?? '',
    ipc: service.ipc ?? '',
    uts: service.uts ?? '',
    cgroup: service.cgroup ?? '',
    usernsMode: service.userns_mode ?? '',
    profiles: sorted(service.profiles ?? []),
    models: Object.keys(service.models ?? {}).sort(),
    replicas: service.scale ?? deploy?.replicas ?? 1,
  };
}

function endpointFacts(endpoint: DockerEndpoint | null): EndpointFacts {
  return {
    aliases: sorted(endpoint?.aliases ?? []),
    ipv4: endpoint?.ipv4_address ?? '',
    ipv6: endpoint?.ipv6_address ?? '',
    linkLocalIps: endpoint?.link_local_ips ?? [],
    macAddress: endpoint?.mac_address ?? '',
    priority: endpoint?.priority ?? 0,
    gatewayPriority: endpoint?.gw_priority ?? 0,
    interfaceName: endpoint?.interface_name ?? '',
    driverOpts: byName(Object.entries(endpoint?.driver_opts ?? {})),
  };
}

function networkFacts(network: DockerNetwork): NetworkFacts {
  const { ipam = {} } = network;
  return {
    name: network.name,
    driver: network.driver ?? 'bridge',
    driverOpts: byName(Object.entries(network.driver_opts ?? {})),
    internal: network.internal ?? false,
    external: network.external ?? false,
    attachable: network.attachable ?? false,
    enableIpv4: network.enable_ipv4 ?? true,
    enableIpv6: network.enable_ipv6 ?? false,
    ipamDriver: ipam.driver ?? '',
    ipamOptions: byName(Object.entries(ipam.options ?? {})),
    subnets: (ipam.config ?? []).map(({ subnet = '', gateway = '', ip_range = '', aux_addresses = {} }) => {
      const reserved = sorted(Object.entries(aux_addresses).map(([name, address]) => `${name}=${address}`));
      return [subnet, gateway, ip_range, reserved.join(',')].join('|');
    }),
    labels: withEmpty(Object.entries(network.labels ?? {})),
  };
}
