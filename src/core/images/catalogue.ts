// What is known about an image from its name alone, and with that where a service listens inside its namespace. Matches the last path
// component of the repository, whole: `ghcr.io/x/redis-stack` is one thing and `redis-commander` another.

import { oncePer } from '../compose/once-per.ts';
import {
  containerRange,
  holdsPort,
  type PortRange,
  parsePortRange,
  rangeText,
} from '../compose/project/ports/port-range.ts';
import type { Service, Tri } from '../compose/topology.ts';
import { type ImageKind, type ImageUser, imageRows } from './catalogue-images.ts';
import { meansData } from './port-meaning.ts';

export interface CatalogueEntry {
  readonly kind: ImageKind;
  readonly ports: readonly number[];
  readonly user: ImageUser;
  /** What it usually needs back after `cap_drop: [ALL]`, started as it comes; null where that is not known. */
  readonly capabilities: readonly string[] | null;
}

/** An image that changes to a user of its own gives its files to that user first; one that is another user from the start can do neither. */
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

/** The repository of an image reference, cut into path components, lower case; no tag, no digest. */
function repositoryParts(image: string): readonly string[] {
  const withoutDigest = image.split('@', 1)[0] ?? '';
  const slash = withoutDigest.lastIndexOf('/');
  const colon = withoutDigest.lastIndexOf(':');
  const repository = colon > slash ? withoutDigest.slice(0, colon) : withoutDigest;
  return repository.toLowerCase().split('/');
}

/** Entries by image reference: every rule looks them up again after every edit. */
const answers = new Map<string, CatalogueEntry | null>();

/** The catalogue's entry for an image reference; null for an image it does not know. */
export function catalogueEntry(image: string | null): CatalogueEntry | null {
  if (image === null) return null;
  const before = answers.get(image);
  if (before !== undefined) return before;
  // While an image name is typed, each of its beginnings is looked up.
  if (answers.size === 10_000) answers.clear();
  const entry = findEntry(image);
  answers.set(image, entry);
  return entry;
}

/** The last component of the repository of an image reference, lower case: what the catalogue knows it by. */
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
 * Whether the main process of a service may be root: by `user`, else by its image. Unknown where neither says so, and where a variable decides.
 */
export function mayBeRoot({ user, image, hasBuild }: Pick<Service, 'user' | 'image' | 'hasBuild'>): Tri {
  if (user) return /^(?:root|0+)(?::|$)/.test(user) ? true : user.includes('$') ? 'unknown' : false;
  const known = hasBuild ? null : (catalogueEntry(image)?.user ?? null);
  return known === null ? 'unknown' : known === 'root';
}

/** What a service goes by: its own name and that of its image. */
export function calledOf({ name, image }: Pick<Service, 'name' | 'image'>): string {
  return `${name} ${image ?? ''}`;
}

/** Whether a service keeps data, by its image or by a port that it names: a datastore, a cache or a broker. */
export const looksLikeData = oncePer((service: Service): boolean => {
  const entry = catalogueEntry(service.image);
  if (entry) return dataKinds.has(entry.kind);
  const called = calledOf(service);
  return statedPorts(service).some((ports) => meansData(ports, called));
});

/** Container ports that the file names: `ports` and `expose`. */
export function statedPorts(service: Service): readonly PortRange[] {
  const ports = service.ports.flatMap((item) => item.bindings.map(containerRange));
  for (const exposed of service.expose) {
    const [text = ''] = exposed.split('/', 1);
    const range = parsePortRange(text);
    if (range !== null) ports.push(range);
  }
  return ports;
}

/** Every port a service is known to listen on: stated in the file, else by its image. */
export const knownPorts = oncePer((service: Service): readonly PortRange[] => {
  const stated = statedPorts(service);
  if (stated.length > 0) return stated;
  return (catalogueEntry(service.image)?.ports ?? []).map((port) => ({ first: port, last: port }));
});

/** Whether a service is known to listen on `port`. */
export function isKnownPort(service: Service, port: number): boolean {
  return knownPorts(service).some((range) => holdsPort(range, port));
}

export interface ListeningPort {
  readonly port: number;
  /** The last one of a range that begins with `port`; absent for one port. */
  readonly last?: number;
  readonly protocol: string;
  /** Known from the image alone; a setting may have moved it. */
  readonly inferred: boolean;
}

/** Ports of the catalogue that are spoken over UDP: DNS and the tunnels. */
const udpPorts: ReadonlySet<number> = new Set([53, 500, 1194, 4500, 9993, 41641, 51820]);

/** The ports of one that is known. */
export function listeningRange({ port, last = port }: Pick<ListeningPort, 'port' | 'last'>): PortRange {
  return { first: port, last };
}

/** Container ports of `ports`, then `expose`, then those of the image; each once, a range as one. */
export const listeningPorts = oncePer((service: Service): readonly ListeningPort[] => {
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
