// Names for Kubernetes from names of Compose: RFC 1123 for objects, values of labels, keys of annotations.

/** Maximum length of a name. */
const maxNameLength = 63;

/** Converts a name to lower case letters, digits and inner dashes; '' when nothing is left. */
export function dnsLabel(name: string): string {
  return trimmed(name.toLowerCase().replace(/[^a-z0-9-]+/g, '-'), /^-+|-+$/g);
}

/** True for a valid Service name, which begins with a letter (RFC 1035). */
export function isServiceName(text: string): boolean {
  return /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text);
}

/** Returns a valid Service name for an invalid one. */
export function serviceNameFor(name: string): string {
  const label = dnsLabel(name);
  return isServiceName(label) ? label : trimmed(`service-${label}`, /^-+|-+$/g);
}

/** Appends `end` to `name` within `room` characters, cutting the name if needed. */
export function withEnd(name: string, end: string, room = maxNameLength): string {
  return trimmed(name.slice(0, room - end.length), /^-+|-+$/g) + end;
}

/** Maximum length of a workload's name, since a pod label holds it with a hash. */
const workloadRoom = 52;

/** Returns a workload name for each of `names`. */
export function workloadNames(names: readonly string[]): ReadonlyMap<string, string> {
  return freeNames(names, (name) => dnsLabel(dnsLabel(name).slice(0, workloadRoom)), 'service', workloadRoom);
}

/** Converts a name to a label value; '' when nothing is left. */
export function labelValue(name: string): string {
  return trimmed(name.replace(/[^A-Za-z0-9._-]+/g, '-'), /^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g);
}

function trimmed(text: string, ends: RegExp): string {
  return text.replace(ends, '').slice(0, maxNameLength).replace(ends, '');
}

/** True for a valid annotation key: a name, or a domain and a name. */
export function isAnnotationKey(key: string): boolean {
  const [, domain, name = ''] = /^(?:([^/]*)\/)?([^/]*)$/.exec(key) ?? [];
  const named = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(name);
  return named && (domain === undefined || isSubdomain(domain));
}

/** True for a DNS subdomain (RFC 1123). */
export function isSubdomain(text: string): boolean {
  return text.length <= 253 && /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(text) && !/\.[.-]|-\./.test(text);
}

/** Returns and reserves `wanted`, or `wanted-2` and so on when it is taken. */
export function freeName(taken: Set<string>, wanted: string, room = maxNameLength): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) {
    name = withEnd(wanted, `-${number}`, room);
  }
  taken.add(name);
  return name;
}

/** Returns a unique name for each of `names`; names that need no change keep theirs. */
export function freeNames(
  names: readonly string[],
  made: (name: string) => string,
  otherwise: string,
  room = maxNameLength,
): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const exact = names.filter((name) => made(name) === name);
  const found = new Map<string, string>();
  for (const name of exact) found.set(name, freeName(taken, name, room));
  for (const name of names) {
    if (!found.has(name)) found.set(name, freeName(taken, made(name) || otherwise, room));
  }
  return found;
}
