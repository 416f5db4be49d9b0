// References to hosts in the texts of a service (URLs, `host:port`, settings with a host's key) and the names of services. A bare word or
// image tag that equals a service name is not a reference.

import { memoize } from '../compose/memoize.ts';
import { keyPlace } from '../compose/places.ts';
import type { KeyValue, Service, Topology } from '../compose/topology.ts';
import { isKnownPort } from '../images/catalogue.ts';
import type { Path } from '../yaml/tree.ts';

export interface Reference {
  readonly name: string;
  readonly targets: readonly string[];
  readonly port: number | null;
  readonly certainty: 'certain' | 'inferred';
  readonly at: Path;
}

const noMentions: readonly Mention[] = [];

type NameIndex = ReadonlyMap<string, readonly string[]>;

/** A text that looks like a host name, whether a service has that name or not. */
interface Mention {
  readonly host: string;
  readonly port: number | null;
  readonly certainty: 'certain' | 'inferred';
  /** True when `host:port` also looks like an image with its tag. */
  readonly tagLike: boolean;
}

const url = /[a-z][a-z0-9+.-]*:\/\/(?:[^\s/@"']*@)?([a-z0-9_.-]+)(?::(\d{1,5}))?/gi;
const hostPort = /(?<![\w./@:-])([a-z][\w.-]*|\d+\.\d+\.\d+\.\d+):(\d{1,5})(?![\w.:])/gi;
/** A cheap check for texts in which `hostPort` can match. */
const portAfterColon = /[\w.-]:\d/;
const hostFlag =
  /--?[\w-]*(?:host|hostname|addr|address|server|endpoint)[= ]["']?([a-z0-9][\w.-]*)(?![\w.:/-])/gi;
const hostKey =
  /(?:^|[_.])(?:host|hostname|hosts|url|uri|addr|address|server|servers|endpoint|endpoints|broker|brokers)$/i;
/** Settings that name the service itself to the outside. */
const selfNamingKey = /^(?:virtual_host|letsencrypt_host|hostname|server_name)$|image$/i;

/** Returns all references of a service to other services of the file, in the order of its keys. */
export function findReferences(service: Service, names: NameIndex, topology: Topology): readonly Reference[] {
  const mentions = mentionsOf(service);
  if (mentions.length === 0) return [];
  const ownNames = distinctNames(service);
  const hostsEntries = service.extraHosts.length === 0 ? emptyMap : fixedAddresses(service);
  const links = service.links.length === 0 ? emptyMap : linkedServices(service);
  const found: Reference[] = [];

  for (const { host, port, certainty, tagLike, at } of mentions) {
    const name = host.toLowerCase();
    if (ownNames.has(name)) continue;
    const linked = links.get(name);
    const address = hostsEntries.get(name);
    // `extra_hosts` overrides DNS, so the name means its address.
    const targets = linked ? [linked] : (names.get(address?.toLowerCase() ?? name) ?? []);
    if (targets.length === 0) continue;
    if (tagLike && !isRealPort(port, targets, topology)) continue;
    found.push({ name: host, targets, port, certainty, at });
  }
  return found;
}

const emptyMap: ReadonlyMap<string, string> = new Map();

function fixedAddresses({ extraHosts }: Service): ReadonlyMap<string, string | null> {
  return new Map(extraHosts.map(({ key, value }) => [key.toLowerCase(), value]));
}

function linkedServices({ links }: Service): ReadonlyMap<string, string> {
  return new Map(links.map(({ alias, service }) => [alias?.toLowerCase() ?? '', service]));
}

interface PlacedMention extends Mention {
  readonly at: Path;
}

/** Returns everything in the texts of a service that looks like a host name, whether a service has that name or not. */
export const mentionsOf = memoize((service: Service): readonly PlacedMention[] => {
  const found: PlacedMention[] = [];
  const add = ({ host, port, certainty, tagLike }: Mention, at: Path): void => {
    found.push({ host, port, certainty, tagLike, at });
  };
  for (const entry of service.environment) {
    for (const mention of settingMentions(entry)) add(mention, ['services', service.name, ...entry.path]);
  }
  for (const key of ['command', 'entrypoint', 'healthcheck'] as const) {
    const text = service[key];
    if (text === null) continue;
    for (const mention of commandMentions(text)) add(mention, keyPlace(service, key));
  }
  for (const entry of service.labels) {
    for (const mention of textMentions(entry.value ?? ''))
      add(mention, ['services', service.name, ...entry.path]);
  }
  for (const address of service.dns) {
    add({ host: address, port: 53, certainty: 'certain', tagLike: false }, keyPlace(service, 'dns'));
  }
  for (const entry of service.extraHosts) {
    const mention: Mention = { host: entry.value ?? '', port: null, certainty: 'certain', tagLike: false };
    add(mention, ['services', service.name, ...entry.path]);
  }
  return found;
});

/** True when a number after a colon may be an image tag, which is small. */
export function isTagLike(port: number): boolean {
  return port < 80;
}

/** True for a port that is no image tag: one too large for a tag, or one on which a target is known to listen. */
export function isRealPort(port: number | null, targets: readonly string[], topology: Topology): boolean {
  if (port === null || !isTagLike(port)) return true;
  return targets.some((target) => {
    const service = topology.services.get(target);
    return service !== undefined && isKnownPort(service, port);
  });
}

/** Returns the possible host names in one setting of a service. */
export function settingMentions({ key, value }: KeyValue): readonly Mention[] {
  if (!value || selfNamingKey.test(key)) return noMentions;
  if (!hostKey.test(key)) return textMentions(value);
  const mentions = [...textMentions(value)];
  for (const part of value.split(/[\s,;]+/)) {
    if (/^[\w.:-]+$/.test(part))
      mentions.push({ host: part, port: null, certainty: 'inferred', tagLike: false });
  }
  return mentions;
}

function commandMentions(text: string): readonly Mention[] {
  const mentions = [...textMentions(text)];
  for (const [, host = ''] of text.matchAll(hostFlag)) {
    mentions.push({ host, port: null, certainty: 'inferred', tagLike: false });
  }
  return mentions;
}

function textMentions(text: string): readonly Mention[] {
  if (!text.includes(':')) return noMentions;
  const mentions: Mention[] = [];
  if (text.includes('://')) {
    for (const [, host = '', port] of text.matchAll(url)) {
      mentions.push({ host, port: port ? Number(port) : null, certainty: 'certain', tagLike: false });
    }
  }
  if (portAfterColon.test(text)) {
    for (const [, host = '', port] of text.matchAll(hostPort)) {
      mentions.push({ host, port: Number(port), certainty: 'inferred', tagLike: true });
    }
  }
  return mentions;
}

/**
 * Returns the names of a service on any network: its own, `container_name`, `hostname`, aliases, static addresses. Rules D2 and D3 decide
 * which of them resolve where.
 */
export function namesOf(service: Service): readonly string[] {
  const names = [service.name];
  if (service.containerName) names.push(service.containerName);
  if (service.hostname) names.push(service.hostname);
  for (const { aliases, ipv4, ipv6 } of service.attachments) {
    names.push(...aliases);
    if (ipv4) names.push(ipv4);
    if (ipv6) names.push(ipv6);
  }
  return names;
}

const distinctNames = memoize(
  (service: Service): ReadonlySet<string> => new Set(namesOf(service).map((text) => text.toLowerCase())),
);

/** Maps each name or address to the services it may mean, in file order. Host names ignore case. */
export function serviceNames(topology: Topology): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const service of topology.services.values()) {
    for (const name of distinctNames(service)) {
      const services = index.get(name);
      if (services) services.push(service.name);
      else index.set(name, [service.name]);
    }
  }
  return index;
}
