// CN502. Owns: mounts that give access to the API of the container runtime. Services that reach a socket proxy are CN503.

import { accessBy, hostAccess } from '../blast/host-access.ts';
import { hostSockets } from '../blast/runtime-sockets.ts';
import { freeName } from '../compose/free-name.ts';
import { nameList } from '../compose/name-list.ts';
import type { Operation } from '../compose/operations/operation.ts';
import { keyPlace, writtenItem } from '../compose/places.ts';
import type { GrantedFile, Mount, Service, Topology } from '../compose/topology.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import { catalogueEntry, imageName } from '../images/catalogue.ts';
import { type SocketClient, socketClient } from '../images/socket-clients.ts';
import { hostFiles } from './facts/read-keys.ts';

export const rule: Rule = {
  id: 'CN502',
  slug: 'runtime-socket-mounted',
  title: 'Container runtime socket is mounted',
  why: "A client of the runtime's API can start a container that mounts the whole host: the socket is root on the host. Mounting it read-only changes nothing, since the API still answers.",
  severity: 'error',
  raisedIn: ['cis'],
  loweredTo: { homelab: 'warning' },
  quietOn: 'socket proxies, which need it',
  source: 'P2; OWASP Docker Security 1; CIS Docker 5.32',
  reads: hostFiles,
  *check(context) {
    const { workspace, topology, checked } = context;
    const sockets = hostSockets(workspace);
    for (const [name, { service, facts }] of checked) {
      const held = accessBy(hostAccess(service, sockets), 'runtime-socket');
      if (held.length === 0 && service.useApiSocket !== true) continue;
      const mounts = held.flatMap(({ by }) => by.mount ?? []);
      const given = held.flatMap(({ by }) => by.given ?? []);
      const [first] = [...mounts, ...given];
      if (!first && service.useApiSocket !== true) continue;
      // A socket proxy has to hold the socket, best on an internal network; CN503 checks the services that reach it.
      const proxy = catalogueEntry(service.image)?.kind === 'socket-proxy';
      if (proxy && facts.egress === false && facts.fromOutside === false) continue;
      const through = [
        ...mounts.map(({ source, target }) => source || target),
        ...given.map((file) => `${file.kind}: ${file.source}`),
      ];
      const fixes = proxy ? [] : fixesFor(topology, service, mounts, given);
      const advice = proxy || fixes.length > 1 ? '' : adviceFor(service);
      yield {
        severity: proxy ? 'info' : 'error',
        quiet: proxy,
        subjects: [name],
        message: `${name} has the container runtime's socket (${nameList(through) || 'use_api_socket'}), which is root on the host.${proxy ? '' : chainNote(context, name)}${advice}`,
        at: first ? ['services', name, ...first.path] : keyPlace(service, 'use_api_socket'),
        fixes,
        evidence: [...[...mounts, ...given].map(({ target }) => target), String(service.useApiSocket)],
        parts: [
          ...[...mounts, ...given].map(({ target }) => ['CN502', name, target]),
          ...(service.useApiSocket === true ? [['CN502', name, 'use_api_socket', '']] : []),
        ],
      };
    }
  },
};

function fixesFor(
  topology: Topology,
  service: Service,
  mounts: readonly Mount[],
  given: readonly GrantedFile[],
): readonly Fix[] {
  const operations = removals(service, mounts, given);
  return [
    ...insertProxy(topology, service, mounts, operations),
    { title: 'Remove the socket', safe: false, operations },
  ];
}

function removals(
  service: Service,
  mounts: readonly Mount[],
  given: readonly GrantedFile[],
): readonly Operation[] {
  const operations = [...mounts, ...given].map(
    ({ path, target }): Operation => ({
      type: 'unset',
      service: service.name,
      key: String(path[0]),
      item: writtenItem(service, path) ?? target,
    }),
  );
  // CN510 accepts `label=disable` because of the socket, so the fix removes it together with the mount.
  for (const item of service.securityOpt.filter((option) => /^label\s*[:=]\s*disable$/i.test(option))) {
    operations.push({ type: 'unset', service: service.name, key: 'security_opt', item });
  }
  if (service.useApiSocket === true) {
    operations.push({ type: 'unset', service: service.name, key: 'use_api_socket', item: null });
  }
  return operations;
}

/** Returns the fix that inserts a socket proxy: it permits listing, and is alone with its client on an internal network. */
function insertProxy(
  topology: Topology,
  service: Service,
  mounts: readonly Mount[],
  removing: readonly Operation[],
): readonly Fix[] {
  if (service.mode.kind !== 'networks') return [];
  // X14, CN503: a service on the host's network reaches every socket proxy.
  if ([...topology.services.values()].some(({ mode }) => mode.kind === 'host')) return [];
  if (mounts.some(({ source }) => !source.endsWith('docker.sock'))) return [];
  // A service that starts containers through a proxy still has the host, and a proxy that only lists would break it.
  const { writes, addressSource } = socketClient(service.image);
  if (writes === true) return [];
  const present = existingProxy(topology);
  const name = present?.service ?? 'socket-proxy';
  const network = present?.network ?? freeName('socket', topology.networks);
  if (present === null && topology.services.has(name)) return [];
  const operations: Operation[] = [
    ...(present === null ? newProxy(name, network) : []),
    { type: 'attach', service: service.name, network },
    ...removing,
  ];
  const tell = addressOperations(service, addressSource, `tcp://${name}:2375`);
  if (tell === null) return [];
  const title = present === null ? 'Insert a socket proxy' : `Go through ${name}`;
  return [{ title, safe: false, operations: [...operations, tell] }];
}

/** Returns the operations that tell a program the address of the runtime; null when no operation can. */
function addressOperations(
  { name, environment, command, commandItems }: Service,
  told: SocketClient['addressSource'],
  address: string,
): Operation | null {
  switch (told.by) {
    case 'env':
      return { type: 'env', service: name, key: told.key, value: address };
    case 'flag':
      if (command !== null && commandItems.length > 0) return null;
      return { type: 'command', service: name, command: `${told.flag} ${address}` };
    case 'file': {
      // Traefik reads its environment only where it has no other source of settings.
      const own = environment.some(({ key }) => key.startsWith('TRAEFIK_PROVIDERS_DOCKER'));
      if (!own || command !== null) return null;
      return { type: 'env', service: name, key: 'TRAEFIK_PROVIDERS_DOCKER_ENDPOINT', value: address };
    }
  }
}

/** Returns the sentence on how to set the address, for a program that no operation can configure. */
function adviceFor({ image }: Service): string {
  if (image === null || imageName(image) !== 'traefik') return '';
  return ' A socket proxy is enough for it: set --providers.docker.endpoint to tcp://socket-proxy:2375, since Traefik ignores DOCKER_HOST.';
}

/** Returns the sentence about exposed services that reach this one: they are one step from root on the host. */
function chainNote({ reach, tiers, needs }: RuleContext, name: string): string {
  if (tiers.of(name) === 'edge') return ' It is open to the outside.';
  const edges = reach.services.filter(
    (other) => tiers.of(other) === 'edge' && needs.has(other, name) && reach.direct(other, name) === true,
  );
  if (edges.length === 0) return '';
  return ` ${nameList(edges)}, open to the outside, ${edges.length === 1 ? 'talks' : 'talk'} to it: one step from root on the host.`;
}

interface PresentProxy {
  readonly service: string;
  readonly network: string;
}

/** Returns the socket proxy of the file that is only on one internal network; null for none. */
function existingProxy({ services, networks }: Topology): PresentProxy | null {
  for (const { name, image, attachments } of services.values()) {
    const [only, ...others] = attachments;
    if (catalogueEntry(image)?.kind !== 'socket-proxy' || !only || others.length > 0) continue;
    if (networks.get(only.network)?.internal === true) return { service: name, network: only.network };
  }
  return null;
}

/** Returns the operations that add a socket proxy: without capabilities, with a read-only file system, on a network without a way out. */
function newProxy(name: string, network: string): readonly Operation[] {
  const socket = '/var/run/docker.sock:/var/run/docker.sock:ro';
  return [
    { type: 'add-network', network, internal: true },
    // One operation for each key, since the command line has no other form for them.
    { type: 'add-service', service: name, image: 'tecnativa/docker-socket-proxy:0.3', body: {} },
    { type: 'mode', service: name, mode: { kind: 'networks', networks: [network] } },
    { type: 'env', service: name, key: 'CONTAINERS', value: '1' },
    { type: 'volume', service: name, item: socket },
    { type: 'read-only', service: name, readOnly: true },
    { type: 'tmpfs', service: name, item: '/run' },
    { type: 'tmpfs', service: name, item: '/tmp' },
    { type: 'cap-drop', service: name, capability: 'ALL' },
    { type: 'security-opt', service: name, option: 'no-new-privileges:true' },
  ];
}
