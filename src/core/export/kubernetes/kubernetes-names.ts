// Names for Kubernetes from names of Compose: RFC 1123 for objects, values of labels, keys of annotations.

/** The most characters of such a name. */
const longest = 63;

/** Lower case letters, digits and dashes, a letter or digit at both ends; '' where nothing is left. */
export function dnsLabel(name: string): string {
  return trimmed(name.toLowerCase().replace(/[^a-z0-9-]+/g, '-'), /^-+|-+$/g);
}

/** Whether a text is the name of a Service, which begins with a letter (RFC 1035). */
export function isServiceName(text: string): boolean {
  return /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text);
}

/** A valid name of a Service in place of an invalid one. */
export function serviceNameFor(name: string): string {
  const label = dnsLabel(name);
  return isServiceName(label) ? label : trimmed(`service-${label}`, /^-+|-+$/g);
}

/** `name` with `end` behind it, at most `room` characters; the name is cut where both are too long. */
export function withEnd(name: string, end: string, room = longest): string {
  return trimmed(name.slice(0, room - end.length), /^-+|-+$/g) + end;
}

/** The most characters of the name of a workload: a label of its pods holds it with a hash behind it. */
const workloadRoom = 52;

/** Names of workloads, one for each of `names`. */
export function workloadNames(names: readonly string[]): ReadonlyMap<string, string> {
  return freeNames(names, (name) => dnsLabel(dnsLabel(name).slice(0, workloadRoom)), 'service', workloadRoom);
}

/** The value of a label that stands for `name`; '' where nothing is left. */
export function labelValue(name: string): string {
  return trimmed(name.replace(/[^A-Za-z0-9._-]+/g, '-'), /^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g);
}

function trimmed(text: string, ends: RegExp): string {
  return text.replace(ends, '').slice(0, longest).replace(ends, '');
}

/** Whether an annotation may have this key: a name, or a domain and a name. */
export function isAnnotationKey(key: string): boolean {
  const [, domain, name = ''] = /^(?:([^/]*)\/)?([^/]*)$/.exec(key) ?? [];
  const named = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(name);
  return named && (domain === undefined || isSubdomain(domain));
}

/** Whether a text is a DNS subdomain (RFC 1123). */
export function isSubdomain(text: string): boolean {
  return text.length <= 253 && /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(text) && !/\.[.-]|-\./.test(text);
}

/** `wanted`, or `wanted-2` and so on where it is taken, which it is from then on. */
export function freeName(taken: Set<string>, wanted: string, room = longest): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) {
    name = withEnd(wanted, `-${number}`, room);
  }
  taken.add(name);
  return name;
}

/** A name for each of `names`, different from all others: those that need no change keep theirs, then in order. */
export function freeNames(
  names: readonly string[],
  made: (name: string) => string,
  otherwise: string,
  room = longest,
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
