// Facts out of our model of a file.

import { serviceReferences } from '../../src/core/compose/project/check/reference-problems.ts';
import { eachPort } from '../../src/core/compose/project/ports/port-range.ts';
import { interpolate } from '../../src/core/compose/project/values/interpolate.ts';
import type {
  Attachment,
  KeyValue,
  Network,
  NetworkMode,
  Service,
  Topology,
} from '../../src/core/compose/topology.ts';
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

/** The facts of a model; `project` is the name that stands before the names of its networks. */
export function modelFacts(topology: Topology, project: string): Facts {
  const services = [...topology.services.values()];
  const used = new Set(services.flatMap((service) => service.attachments.map((one) => one.network)));
  const networks = [...topology.networks.values()].filter((network) => used.has(network.name));
  return {
    services: byName(services.map((service) => [service.name, serviceFacts(service)] as const)),
    networks: byName(networks.map((network) => [network.name, networkFacts(network, project)] as const)),
  };
}

function serviceFacts(service: Service): ServiceFacts {
  return {
    image: service.image ?? '',
    build: service.hasBuild,
    provider: service.isProvider,
    containerName: service.containerName ?? '',
    hostname: service.hostname ?? '',
    domainname: service.domainname ?? '',
    mode: modeText(service.mode),
    networks: byName(service.attachments.map((one) => [one.network, endpointFacts(one)] as const)),
    macAddress: service.macAddress ?? '',
    ports: sorted(
      service.ports.flatMap(({ bindings }) =>
        bindings
          .flatMap((binding) => [...eachPort(binding)])
          .map((one) => `${one.hostIp}|${one.hostPort}|${one.containerPort}|${one.protocol}`),
      ),
    ),
    expose: sorted(service.expose),
    links: sorted(
      service.links.map((link) => (link.alias === null ? link.service : `${link.service}:${link.alias}`)),
    ),
    externalLinks: sorted(service.externalLinks),
    dependsOn: dependencies(service),
    capAdd: sorted(service.capAdd),
    capDrop: sorted(service.capDrop),
    privileged: service.privileged,
    readOnly: service.readOnly,
    user: service.user ?? '',
    environment: byName(pairs(service.environment)),
    labels: withEmpty(pairs(service.labels)),
    sysctls: withEmpty(pairs(service.sysctls)),
    extraHosts: sorted(service.extraHosts.map(({ key, value }) => `${key}=${value ?? ''}`)),
    dns: service.dns,
    dnsSearch: service.dnsSearch,
    dnsOpt: service.dnsOpt,
    command: lettersOf([service.command ?? '']),
    entrypoint: lettersOf([service.entrypoint ?? '']),
    healthcheck: lettersOf([service.healthcheck ?? '']),
    mounts: service.mounts.map(
      (one) => `${one.type}|${one.source}|${one.target}|${one.readOnly ? 'ro' : 'rw'}`,
    ),
    volumesFrom: service.volumesFrom,
    devices: service.devices.map(fullDevice),
    securityOpt: service.securityOpt,
    pid: service.pid ?? '',
    ipc: service.ipc ?? '',
    uts: service.uts ?? '',
    cgroup: service.cgroup ?? '',
    usernsMode: service.usernsMode ?? '',
    profiles: sorted(service.profiles),
    models: sorted(service.models),
    replicas: service.replicas,
  };
}

function modeText(mode: NetworkMode): string {
  switch (mode.kind) {
    case 'networks':
      return '';
    case 'none':
    case 'host':
    case 'bridge':
      return mode.kind;
    case 'service':
    case 'container':
      return `${mode.kind}:${mode.of}`;
    case 'network':
      return mode.of;
    case 'unknown':
      return interpolate(mode.raw, new Map()).text;
  }
}

/** What is written wins over what links, namespaces and volumes imply. */
function dependencies(service: Service): ServiceFacts['dependsOn'] {
  const found = new Map<string, string>();
  for (const { target } of serviceReferences(service)) found.set(target, 'service_started');
  for (const { service: target, condition, required } of service.dependsOn) {
    found.set(target, required ? condition : `${condition}, optional`);
  }
  return byName(found);
}

function endpointFacts(one: Attachment): EndpointFacts {
  return {
    aliases: sorted(one.aliases),
    ipv4: one.ipv4 ?? '',
    ipv6: one.ipv6 ?? '',
    linkLocalIps: one.linkLocalIps,
    macAddress: one.macAddress ?? '',
    priority: one.priority,
    gatewayPriority: one.gatewayPriority,
    interfaceName: one.interfaceName ?? '',
    driverOpts: byName(one.driverOpts.map(({ key, value }) => [key, value] as const)),
  };
}

function networkFacts(network: Network, project: string): NetworkFacts {
  const own = network.external === true ? network.name : `${project}_${network.name}`;
  return {
    name: network.dockerName ?? own,
    driver: network.driver,
    driverOpts: byName(network.driverOpts),
    internal: network.internal,
    external: network.external,
    attachable: network.attachable,
    enableIpv4: network.enableIpv4,
    enableIpv6: network.enableIpv6,
    ipamDriver: network.ipamDriver ?? '',
    ipamOptions: byName(network.ipamOptions.map(({ key, value }) => [key, value] as const)),
    subnets: network.subnets.map(({ subnet, gateway, ipRange, auxAddresses }) => {
      const reserved = sorted(auxAddresses.map(({ key, value }) => `${key}=${value}`));
      return [subnet ?? '', gateway ?? '', ipRange ?? '', reserved.join(',')].join('|');
    }),
    labels: withEmpty(pairs(network.labels)),
  };
}

/** The last one of a key wins. */
function pairs(list: readonly Pick<KeyValue, 'key' | 'value'>[]): ReadonlyMap<string, string | null> {
  return new Map(list.map(({ key, value }) => [key, value]));
}
