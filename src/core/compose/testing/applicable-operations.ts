// For tests only: for a model, operations of every kind that the model lets one think of.

import type { Operation } from '../operations/operation.ts';
import type { PlainOperation } from '../operations/registry.ts';
import type { Service, Topology } from '../topology.ts';

/** All of them, in a stable order. */
export function applicableOperations(topology: Topology): readonly Operation[] {
  const networks = [...topology.networks.keys()];
  return [
    { type: 'add-network', network: 'fresh', internal: false },
    { type: 'add-service', service: 'fresh', image: 'nginx:1.27', body: { cap_drop: ['ALL'] } },
    ...networks.flatMap(networkOperations),
    ...[...topology.services.values()].flatMap((service) => serviceOperations(service, topology, networks)),
  ];
}

function networkOperations(network: string): readonly PlainOperation[] {
  return [
    { type: 'internal', network, internal: true },
    { type: 'internal', network, internal: false },
    { type: 'enable-ipv6', network, enabled: true },
    { type: 'external', network, external: true },
    { type: 'driver', network, driver: 'macvlan' },
    { type: 'driver-opt', network, key: 'com.docker.network.bridge.enable_icc', value: 'false' },
    { type: 'network-name', network, name: 'outside' },
    { type: 'ipam', network, setting: 'subnet', value: '10.97.0.0/24' },
    { type: 'ipam', network, setting: 'gateway', value: '10.97.0.1' },
    { type: 'ipam', network, setting: 'gateway', value: '' },
    { type: 'rename-network', network, to: 'renamed' },
    { type: 'remove-network', network, soleMembers: 'none' },
    { type: 'remove-network', network, soleMembers: 'default' },
  ];
}

function serviceOperations(
  service: Service,
  topology: Topology,
  networks: readonly string[],
): readonly Operation[] {
  const { name } = service;
  const other = [...topology.services.keys()].find((one) => one !== name) ?? name;
  const plain: PlainOperation[] = [
    ...networks.map((network): PlainOperation => ({ type: 'attach', service: name, network })),
    ...service.attachments.flatMap(({ network }) => membershipOperations(name, network, networks)),
    ...portOperations(service),
    { type: 'mode', service: name, mode: { kind: 'none' } },
    { type: 'mode', service: name, mode: { kind: 'host', dropLinks: true } },
    { type: 'mode', service: name, mode: { kind: 'bridge' } },
    { type: 'mode', service: name, mode: { kind: 'service', of: other, handOver: true } },
    { type: 'cap-drop', service: name, capability: 'ALL' },
    { type: 'cap-add', service: name, capability: 'CHOWN' },
    { type: 'user', service: name, user: '1000' },
    { type: 'image', service: name, image: 'nginx:1.27' },
    { type: 'command', service: name, command: 'run --now' },
    { type: 'entrypoint', service: name, value: '/bin/run' },
    { type: 'hostname', service: name, value: 'box' },
    { type: 'container-name', service: name, value: 'box-1' },
    { type: 'replicas', service: name, count: 2 },
    { type: 'env', service: name, key: 'LOG', value: 'debug' },
    ...service.environment
      .slice(0, 3)
      .map(({ key }): PlainOperation => ({ type: 'env', service: name, key, value: 'on: #1' })),
    { type: 'label', service: name, key: 'team', value: 'a' },
    { type: 'sysctl', service: name, key: 'net.core.somaxconn', value: '1024' },
    { type: 'extra-host', service: name, key: 'box', value: '10.0.0.9' },
    { type: 'expose', service: name, item: '9999' },
    { type: 'link', service: name, item: other },
    { type: 'profile', service: name, item: 'fresh' },
    { type: 'volume', service: name, item: './fresh:/fresh:ro' },
    { type: 'depends', service: name, target: other },
    ...service.dependsOn.map(
      (one): PlainOperation => ({ type: 'undepends', service: name, target: one.service }),
    ),
    { type: 'security-opt', service: name, option: 'no-new-privileges' },
    { type: 'read-only', service: name, readOnly: true },
    { type: 'tmpfs', service: name, item: '/run' },
    ...['ports', 'environment', 'volumes', 'command', 'depends_on'].map(
      (key): PlainOperation => ({ type: 'unset', service: name, key, item: null }),
    ),
    { type: 'rename-service', service: name, to: 'renamed', keepAlias: true, followHosts: true },
    { type: 'remove-service', service: name, moveAnchors: true },
  ];
  const shared = plain.filter(
    (one) => one.type === 'cap-drop' || one.type === 'env' || one.type === 'attach',
  );
  return [
    ...plain,
    ...shared.map((inner): Operation => ({ type: 'own', service: name, inner })),
    ...shared.map((inner): Operation => ({ type: 'at-anchor', service: name, inner })),
  ];
}

function membershipOperations(
  service: string,
  network: string,
  networks: readonly string[],
): readonly PlainOperation[] {
  const to = networks.find((one) => one !== network) ?? 'default';
  return [
    { type: 'detach', service, network, last: 'none' },
    { type: 'detach', service, network, last: 'default' },
    { type: 'move', service, from: network, to },
    { type: 'alias', service, network, alias: 'store' },
    { type: 'address', service, network, address: '10.97.0.7' },
    { type: 'address', service, network, address: 'fd00::7' },
    { type: 'mac', service, network, address: '02:42:ac:11:00:02' },
    { type: 'link-local', service, network, address: '169.254.1.2' },
    { type: 'gw-priority', service, network, priority: 5 },
  ];
}

function portOperations(service: Service): readonly PlainOperation[] {
  const { name } = service;
  const operations: PlainOperation[] = [];
  for (const item of service.ports) {
    const hostPort = item.bindings[0]?.hostPort ?? '';
    const from = String(item.bindings[0]?.containerPort ?? '');
    const containerPort = hostPort === '' ? from : '';
    operations.push(
      { type: 'unpublish', service: name, hostPort, containerPort, protocol: null },
      { type: 'bind', service: name, hostPort, containerPort, hostIp: '127.0.0.1' },
      { type: 'remap', service: name, from, to: '8099' },
      ...(hostPort === '' ? [] : [{ type: 'host-port', service: name, from: hostPort, to: '9585' } as const]),
    );
  }
  const port = { hostIp: '', hostPort: '9586', containerPort: '443', protocol: 'tcp' } as const;
  return [...operations, { type: 'publish', service: name, port }];
}
