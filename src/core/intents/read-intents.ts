// From the text of `x-bulkhead.intents` to intents whose words mean something in this project. A word that means nothing is
// reported (CN902), and its statement takes no part.

import { memoize } from '../compose/memoize.ts';
import { parsePortRange } from '../compose/project/ports/port-range.ts';
import {
  type IntentKind,
  type IntentStatement,
  type ReadIntents,
  readIntents as readEntries,
  sidesOf,
  splitStatements,
  usageOf,
} from '../compose/project/read/read-intents.ts';
import type { Topology } from '../compose/topology.ts';
import { topLevel } from '../compose/workspace/top-level.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Report } from '../findings/finding.ts';
import { placesByName } from '../reach/places.ts';
import type { Path } from '../yaml/tree.ts';
import type { ExpectedPort, Intent, Subject } from './intent.ts';

// What one word of an intent stands for.
const tiers: readonly string[] = ['edge', 'app', 'data'];

/** The names that intents may use, in one project or on a host. */
export interface IntentNames {
  isService(name: string): boolean;
  isNetwork(name: string): boolean;
  /** True when `NAME/*` stands for the services of a stack. */
  isStack(name: string): boolean;
  /** The kinds of names that exist, for the message about an unknown name. */
  readonly kinds: string;
}

/** Returns the names of one project. */
function namesIn(topology: Topology): IntentNames {
  return {
    isService: (name) => topology.services.has(name),
    isNetwork: (name) => isNetwork(topology, name),
    isStack: () => false,
    kinds: 'service, network or tier (edge, app, data)',
  };
}

/**
 * Returns the subject that a word names; null when there is none. A service comes before a network, a network before a tier, a tier before
 * a place (`outside`, `lan`, `internet`, `host`); the prefixes `service:`, `network:` and `tier:` select one.
 */
function readSubject(names: IntentNames, word: string): Subject | null {
  const [, prefix, name = ''] = /^(?:(service|network|tier):)?(.*)$/.exec(word) ?? [];
  const takes = (kind: string): boolean => prefix === undefined || prefix === kind;
  if (takes('service') && names.isService(name)) return { kind: 'service', name };
  if (prefix === undefined && name.endsWith('/*') && names.isStack(name.slice(0, -2)))
    return { kind: 'stack', name: name.slice(0, -2) };
  if (takes('network') && names.isNetwork(name)) return { kind: 'network', name };
  if (takes('tier') && tiers.includes(name)) return { kind: 'tier', name };
  return placesByName.has(word) ? { kind: 'place', name: word } : null;
}

/** True when a network of this name exists; the default bridge counts when a service uses it. */
function isNetwork({ services, networks }: Topology, name: string): boolean {
  if (networks.has(name)) return true;
  return name === 'bridge' && [...services.values()].some(({ mode }) => mode.kind === 'bridge');
}

export interface Intents {
  /** The intents in the order of the file: one for each statement, and one for each `exposed`. */
  readonly list: readonly Intent[];
  /** The invalid statements, as CN902 reports them. */
  readonly reports: readonly Report[];
  /** The invalid statements in the same order, for a page that lets people remove them. */
  readonly invalid: readonly InvalidIntent[];
}

/** An invalid statement. `statement` is null when the text has not even the form of one; then only its location is known. */
export interface InvalidIntent {
  readonly message: string;
  readonly path: Path;
  readonly statement: { readonly kind: IntentKind; readonly text: string } | null;
}

/** Returns the intents of a project from all its files. */
export const readIntents = memoize(
  (workspace: Workspace): Intents =>
    intentsOf(readEntries(topLevel(workspace, 'x-bulkhead')), namesIn(workspace.topology)),
);

/** Returns the intents behind parsed statements, with `names` as the known names. */
export function intentsOf({ entries, faults }: ReadIntents, names: IntentNames): Intents {
  const list: Intent[] = [];
  const broken: InvalidIntent[] = faults.map((fault) => ({ ...fault, statement: null }));
  for (const { kind, path, statements } of entries) {
    if (kind === 'exposed') {
      const ports = statements.map((statement) => readExpectedPort(names, statement));
      ports.forEach((port, index) => {
        const { text = '' } = statements[index] ?? {};
        if ('message' in port) broken.push({ ...port, statement: { kind, text } });
      });
      const text = `exposed: [${statements.map((statement) => statement.text).join(', ')}]`;
      list.push({ kind, text, path, ports: ports.filter((port): port is ExpectedPort => 'service' in port) });
      continue;
    }
    for (const statement of statements) {
      const { text, path: at } = statement;
      const read = readSides(names, kind, statement);
      if ('message' in read) broken.push({ message: read.message, path: at, statement: { kind, text } });
      else list.push(read);
    }
  }
  return { list, invalid: broken, reports: broken.map(({ message, path }) => report(message, path)) };
}

/** Returns the reason why a statement would be invalid here; null when it is valid. */
export function statementProblem(topology: Topology, kind: IntentKind, text: string): string | null {
  const names = namesIn(topology);
  for (const statement of splitStatements(kind, text)) {
    const placed = { text: statement, path: [] };
    const read = kind === 'exposed' ? readExpectedPort(names, placed) : readSides(names, kind, placed);
    if ('message' in read) return read.message;
  }
  return null;
}

function readSides(
  names: IntentNames,
  kind: Exclude<IntentKind, 'exposed'>,
  { text, path }: IntentStatement,
): Intent | { readonly message: string } {
  const sides = sidesOf(kind, text).map((side) => side.split(',').map((word) => word.trim()));
  if (kind === 'only-names') return readOnlyNames(names, { text, path }, sides);
  const subjects: (readonly Subject[])[] = [];
  for (const words of sides) {
    const found: Subject[] = [];
    for (const word of words) {
      const subject = readSubject(names, word);
      if (!subject) return { message: unknownSubject(names, kind, text, word) };
      found.push(subject);
    }
    subjects.push(found);
  }
  const [from = [], to = []] = subjects;
  const stated = { text: `${kind}: ${text}`, path };
  if (kind !== 'never' && kind !== 'must') {
    const place = [...from, ...to].find(isPlaceSubject);
    if (place) return { message: `'${kind}: ${text}' names '${place.name}', which is no container.` };
    if (kind === 'out-only-through') {
      return sides.length === 2 ? { kind, ...stated, from, through: to } : { message: wrongForm(kind, text) };
    }
    if (kind === 'only')
      return sides.length === 2
        ? { kind, ...stated, subjects: from, from: to }
        : { message: wrongForm(kind, text) };
    if (kind === 'guarded') {
      const [by, ...more] = to;
      if (sides.length > 2 || more.length > 0) return { message: wrongForm(kind, text) };
      if (by && by.kind !== 'service')
        return {
          message: `'${kind}: ${text}' names '${by.name}' as what asks for the login, which is no service here.`,
        };
      return { kind, ...stated, subjects: from, by: by?.name ?? null };
    }
    return sides.length === 1 ? { kind, ...stated, subjects: from } : { message: wrongForm(kind, text) };
  }
  const [one, other] = [from.find(isPlaceSubject), to.find(isPlaceSubject)];
  if (one && other) {
    const words = one.name === other.name ? `'${one.name}'` : `'${one.name}' and '${other.name}'`;
    return {
      message: `'${kind}: ${text}' has ${words} on both sides, about which nothing is known here.`,
    };
  }
  return sides.length === 2 ? { kind, ...stated, from, to } : { message: wrongForm(kind, text) };
}

function readOnlyNames(
  known: IntentNames,
  { text, path }: IntentStatement,
  [words = [], names = [], ...more]: readonly (readonly string[])[],
): Intent | { readonly message: string } {
  const kind = 'only-names';
  if (names.length === 0 || more.length > 0) return { message: wrongForm(kind, text) };
  const from: Subject[] = [];
  for (const word of words) {
    const subject = readSubject(known, word);
    if (!subject || isPlaceSubject(subject)) return { message: unknownSubject(known, kind, text, word) };
    from.push(subject);
  }
  const wrong = names.find((name) => !isOutsideName(name));
  if (wrong !== undefined)
    return {
      message: `'${kind}: ${text}' names '${wrong}', which is no name of the outside. ${usageOf(kind)}`,
    };
  return { kind, text: `${kind}: ${text}`, path, from, names };
}

/** True for a name of the outside, `api.github.com`, or all names below one, `*.example.org`. */
export function isOutsideName(text: string): boolean {
  return (
    text.length <= 255 &&
    /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(text)
  );
}

function isPlaceSubject({ kind }: Subject): boolean {
  return kind === 'place';
}

function wrongForm(kind: Exclude<IntentKind, 'exposed'>, text: string): string {
  return `'${kind}: ${text}' does not have the form of an intent. ${usageOf(kind)}`;
}

function unknownSubject(
  { kinds }: IntentNames,
  kind: Exclude<IntentKind, 'exposed'>,
  text: string,
  word: string,
): string {
  if (word === '') return wrongForm(kind, text);
  return `'${kind}: ${text}' names '${word}', which is no ${kinds} here.`;
}

function report(message: string, at: Report['at']): Report {
  return { subjects: [], message, at, evidence: ['intent', message] };
}

/** Returns the port, or the fault of the text. */
function readExpectedPort(
  names: IntentNames,
  { text, path }: IntentStatement,
): ExpectedPort | { readonly message: string; readonly path: Path } {
  // The name of a stack may hold one, a port none.
  const colon = names.isService(text) ? -1 : text.lastIndexOf(':');
  const service = colon < 0 ? text : text.slice(0, colon);
  const [port = '', protocol = 'tcp'] = colon < 0 ? [] : text.slice(colon + 1).split('/');
  if (!names.isService(service) && !(service.endsWith('/*') && names.isStack(service.slice(0, -2)))) {
    return { message: `exposed names '${service}', which is no service here.`, path };
  }
  const wellFormed = colon < 0 || (parsePortRange(port) !== null && /^(?:tcp|udp|sctp)$/i.test(protocol));
  if (!wellFormed) {
    const message = `exposed names '${text}', which is no port. Write ${service}:443, ${service}:53/udp, or ${service} for all its ports.`;
    return { message, path };
  }
  return { text, service, port, protocol: protocol.toLowerCase(), path };
}
