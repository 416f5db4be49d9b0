// What is known about an image from its name alone, and with that where a service listens inside its namespace. Matches the last path
// component of the repository, whole: `ghcr.io/x/redis-stack` is one thing and `redis-commander` another.

import { memoize } from '../compose/memoize.ts';
import {
  containerRange,
  holdsPort,
  type PortRange,
  parsePortRange,
  rangeText,
} from '../compose/project/ports/port-range.ts';
import type { Service, Tri } from '../compose/topology.ts';
import { type ImageKind, type ImageUser, imageRows } from './catalogue-images.ts';
import { mayHoldData } from './port-meaning.ts';

export interface CatalogueEntry {
  readonly kind: ImageKind;
  readonly ports: readonly number[];
  readonly user: ImageUser;
  /** The capabilities that the image usually needs back after `cap_drop: [ALL]` with its default command; null when unknown. */
  readonly capabilities: readonly string[] | null;
}

/**
 * Returns the capabilities that an image needs. An image that changes to its own user first gives its files to that user; one that starts
 * as another user can do neither.
 */
function capabilitiesOf(kind: ImageKind, user: ImageUser): readonly string[] | null {
  if (user === null || user === 'root') return null;
  if (user !== 'drops') return [];
  return dataKinds.has(kind) ? ['CHOWN', 'DAC_OVERRIDE', 'SETGID', 'SETUID'] : ['CHOWN', 'SETGID', 'SETUID'];
}

const dataKinds: ReadonlySet<ImageKind> = new Set<ImageKind>(['datastore', 'broker', 'cache']);

const entries: ReadonlyMap<string, CatalogueEntry> = new Map(
  imageRows.flatMap(([names, kind, ports, user, back]) => {
    const capabilities = back === undefined ? capabilitiesOf(kind, user) : back.split(' ');
    const numbers = ports.split(' ').filter(Boolean).map(Number);
    const entry: CatalogueEntry = { kind, ports: numbers, user, capabilities };
    return names.split(' ').map((name): [string, CatalogueEntry] => [name, entry]);
  }),
);

/** Returns the path components of an image's repository in lower case, without tag and digest. */
function repositoryParts(image: string): readonly string[] {
  const withoutDigest = image.split('@', 1)[0] ?? '';
  const slash = withoutDigest.lastIndexOf('/');
  const colon = withoutDigest.lastIndexOf(':');
  const repository = colon > slash ? withoutDigest.slice(0, colon) : withoutDigest;
  return repository.toLowerCase().split('/');
}

/** The catalogue entries by image reference, cached because every rule looks them up after every edit. */
const entriesByImage = new Map<string, CatalogueEntry | null>();

/** Returns the catalogue's entry for an image reference; null for an unknown image. */
export function catalogueEntry(image: string | null): CatalogueEntry | null {
  if (image === null) return null;
  const before = entriesByImage.get(image);
  if (before !== undefined) return before;
  // While an image name is typed, each of its beginnings is looked up.
  if (entriesByImage.size === 10_000) entriesByImage.clear();
  const entry = findEntry(image);
  entriesByImage.set(image, entry);
  return entry;
}

/** Returns the last component of an image's repository in lower case, under which the catalogue knows it. */
export function imageName(image: string): string {
  return repositoryParts(image).at(-1) ?? '';
}

function findEntry(image: string): CatalogueEntry | null {
  const parts = repositoryParts(image);
  const entry = entries.get(imageName(image));
  if (!entry) return null;
  // Bitnami rebuilds the same names to run as one fixed uid.
  const rebuilt = parts.includes('bitnami') || parts.includes('bitnamilegacy');
  return rebuilt ? { ...entry, user: '1001', capabilities: [] } : entry;
}

/**
 * Returns whether the main process of a service may be root, from `user`, else from its image; unknown when neither tells, or when a
 * variable decides.
 */
export function mayBeRoot({ user, image, hasBuild }: Pick<Service, 'user' | 'image' | 'hasBuild'>): Tri {
  if (user) return /^(?:root|0+)(?::|$)/.test(user) ? true : user.includes('$') ? 'unknown' : false;
  const known = hasBuild ? null : (catalogueEntry(image)?.user ?? null);
  return known === null ? 'unknown' : known === 'root';
}

/** Returns the names of a service for keyword matching: its own and that of its image. */
export function searchedNames({ name, image }: Pick<Service, 'name' | 'image'>): string {
  return `${name} ${image ?? ''}`;
}

/** Returns whether a service stores data (a datastore, a cache or a broker), judged by its image and its stated ports. */
export const storesData = memoize((service: Service): boolean => {
  const entry = catalogueEntry(service.image);
  if (entry) return dataKinds.has(entry.kind);
  const called = searchedNames(service);
  return statedPorts(service).some((ports) => mayHoldData(ports, called));
});

/** Returns the container ports in the file: `ports` and `expose`. */
export function statedPorts(service: Service): readonly PortRange[] {
  const ports = service.ports.flatMap((item) => item.bindings.map(containerRange));
  for (const exposed of service.expose) {
    const [text = ''] = exposed.split('/', 1);
    const range = parsePortRange(text);
    if (range !== null) ports.push(range);
  }
  return ports;
}

/** Returns every port that a service is known to listen on: those in the file, else those of its image. */
export const knownPorts = memoize((service: Service): readonly PortRange[] => {
  const stated = statedPorts(service);
  if (stated.length > 0) return stated;
  return (catalogueEntry(service.image)?.ports ?? []).map((port) => ({ first: port, last: port }));
});

/** True when a service is known to listen on `port`. */
export function isKnownPort(service: Service, port: number): boolean {
  return knownPorts(service).some((range) => holdsPort(range, port));
}

export interface ListeningPort {
  readonly port: number;
  /** The last port of a range that begins with `port`; absent for a single port. */
  readonly last?: number;
  readonly protocol: string;
  /** True when only the image suggests the port, which a setting may have moved. */
  readonly inferred: boolean;
}

/** The catalogue's UDP ports: DNS and tunnels. */
const udpPorts: ReadonlySet<number> = new Set([53, 500, 1194, 4500, 9993, 41641, 51820]);

/** Returns a listening port as a range. */
export function listeningRange({ port, last = port }: Pick<ListeningPort, 'port' | 'last'>): PortRange {
  return { first: port, last };
}

/** Returns the container ports of `ports`, then of `expose`, then of the image; each once, a range as one. */
export const listeningPorts = memoize((service: Service): readonly ListeningPort[] => {
  const found = new Map<string, ListeningPort>();
  const ranges: { readonly range: PortRange; readonly protocol: string }[] = [];
  const add = (range: PortRange, protocol: string, inferred: boolean): void => {
    const key = `${rangeText(range)}/${protocol}`;
    const { first: port, last } = range;
    const within = ranges.some(
      (other) => other.protocol === protocol && holdsPort(other.range, port) && holdsPort(other.range, last),
    );
    if (found.has(key) || within) return;
    found.set(key, { port, ...(last === port ? {} : { last }), protocol, inferred });
    if (last !== port) ranges.push({ range, protocol });
  };
  for (const item of service.ports) {
    for (const binding of item.bindings) add(containerRange(binding), binding.protocol, false);
  }
  for (const exposed of service.expose) {
    const [text = '', protocol = 'tcp'] = exposed.split('/');
    const range = parsePortRange(text);
    if (range !== null) add(range, protocol.toLowerCase(), false);
  }
  for (const port of catalogueEntry(service.image)?.ports ?? []) {
    add({ first: port, last: port }, udpPorts.has(port) ? 'udp' : 'tcp', true);
  }
  return [...found.values()];
});
