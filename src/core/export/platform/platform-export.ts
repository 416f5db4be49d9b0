// The result of an export to another platform (Swarm, Kubernetes): its files, and a report of what differs there.

import type { Workspace } from '../../compose/workspace/workspace.ts';
import { changeSentence } from '../../describe/difference.ts';
import { hostPlace } from '../../reach/places.ts';
import type { Family } from '../../reach/reach-model.ts';
import type { Analysis } from '../../rules/analyze.ts';
import type { Path } from '../../yaml/tree.ts';
import type { FindingPlace } from '../check/placed-findings.ts';
import type { Differences } from '../diff/diff-report.ts';

export type Platform = 'swarm' | 'kubernetes';

/** What is exported: a project as Compose runs it on the Engine of `analysis`. */
export interface PlatformSource {
  readonly workspace: Workspace;
  readonly analysis: Analysis;
  /** The project's name; null where none is known. */
  readonly project: string | null;
}

/** A key of the files, and how it is exported. */
export interface PlatformNote {
  /** A stable word for the reason: `loopback-port`, `ignored-key`. */
  readonly cause: string;
  /** The service it is about; null: a network, a volume or the project. */
  readonly service: string | null;
  /**
   * The key, relative to the service: `ports[0]`; without a service from the top of the file: `networks.back.driver`; '' for the
   * whole.
   */
  readonly key: string;
  /** The place of the key; null where it is in no file. */
  readonly place: FindingPlace | null;
  /** A sentence for people; with what to do where there is something to do. */
  readonly message: string;
}

/** A connection that exists on one side alone; its ends are services, `outside` or `host`. */
export interface PlatformConnection {
  readonly cause: string;
  readonly kind: 'connection' | 'way-in' | 'way-out' | 'to-host' | 'from-host' | 'name';
  readonly from: string;
  readonly to: string;
  /** Of a way in: as in `diff`; else ''. */
  readonly port: string;
  /** The address family, where only one differs. */
  readonly family?: Family;
  readonly message: string;
}

/** A path as a note names its key: `ports[0]`, `deploy.resources.limits`. */
export function keyText(path: Path): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`))
    .join('');
}

export interface PlatformReport {
  readonly to: Platform;
  /** Keys that are exported unchanged, though that may not be obvious. */
  readonly kept: readonly PlatformNote[];
  /** Keys that are written otherwise, or left to the platform, without a loss. */
  readonly changed: readonly PlatformNote[];
  /** Connections that exist on the platform alone. */
  readonly opens: readonly PlatformConnection[];
  /** Connections that do not exist there. */
  readonly closes: readonly PlatformConnection[];
  /** Keys that are left out: they have no equivalent there, or only with the consent of a person. */
  readonly lost: readonly PlatformNote[];
}

export interface PlatformExport {
  /** By file name, in the order of writing; never empty. Joined they are one text. */
  readonly texts: ReadonlyMap<string, string>;
  readonly report: PlatformReport;
}

/** Whether a person has to accept the export: it opens something, or leaves something out. */
export function needsConsent({ opens, lost }: PlatformReport): boolean {
  return opens.length + lost.length > 0;
}

/** The connections of one side of a difference, all with the reason `cause`. */
export function connectionsOf(
  differences: Omit<Differences, 'findings' | 'places'>,
  side: 'opened' | 'closed',
  causeOf: (connection: Omit<PlatformConnection, 'cause' | 'message'>) => string,
): readonly PlatformConnection[] {
  const { connections, waysIn, waysOut, toHost, fromHost, names } = differences;
  const plain = [
    ...connections[side].map(({ from, to, family }) => ({
      kind: 'connection' as const,
      from,
      to,
      port: '',
      family,
    })),
    ...waysIn[side].map(({ service, port, family }) => ({
      kind: 'way-in' as const,
      from: 'outside',
      to: service,
      port,
      family,
    })),
    ...waysOut[side].map(({ service, family }) => ({
      kind: 'way-out' as const,
      from: service,
      to: 'outside',
      port: '',
      family,
    })),
    ...toHost[side].map(({ service, family }) => ({
      kind: 'to-host' as const,
      from: service,
      to: 'host',
      port: '',
      family,
    })),
    ...fromHost[side].map(({ service, family }) => ({
      kind: 'from-host' as const,
      from: 'host',
      to: service,
      port: '',
      family,
    })),
    ...names[side].map(({ from, to, family }) => ({ kind: 'name' as const, from, to, port: '', family })),
  ];
  // One pair may change directly and through a published port: for an export that is one connection.
  const seen = new Map<string, PlatformConnection>();
  for (const { family, ...one } of plain) {
    const connection = { ...one, ...(family && { family }) };
    const message = connectionText(connection);
    if (!seen.has(message)) seen.set(message, { cause: causeOf(connection), ...connection, message });
  }
  return [...seen.values()];
}

/** A connection in words: `web reaches db`. */
export function connectionText(connection: Omit<PlatformConnection, 'cause' | 'message'>): string {
  return sentence(connection, [connection.from], [connection.to]);
}

/**
 * Connections in sentences, those with an end in common on one line, the largest groups first: `web, app reach db`. Only connections
 * with the same further message are grouped.
 */
export function connectionLines(connections: readonly PlatformConnection[]): readonly string[] {
  const groups = (['from', 'to'] as const).flatMap((same) => groupsOf(connections, same));
  groups.sort((a, b) => b.members.length - a.members.length);
  const placed = new Set<PlatformConnection>();
  const lines = new Map<PlatformConnection, string>();
  for (const { same, members } of groups) {
    const left = members.filter((connection) => !placed.has(connection));
    const [first] = left;
    if (!first) continue;
    for (const connection of left) placed.add(connection);
    const ends = (end: 'from' | 'to') =>
      end === same ? [first[end]] : left.map((connection) => connection[end]);
    lines.set(first, sentence(first, ends('from'), ends('to')) + reasonOf(first));
  }
  return connections.flatMap((connection) => lines.get(connection) ?? []);
}

interface Group {
  /** The end that all members have in common. */
  readonly same: 'from' | 'to';
  readonly members: readonly PlatformConnection[];
}

function groupsOf(connections: readonly PlatformConnection[], same: Group['same']): readonly Group[] {
  const groups = new Map<string, PlatformConnection[]>();
  for (const connection of connections) {
    const { kind, port, family, cause } = connection;
    const key = JSON.stringify([kind, connection[same], port, family, cause, reasonOf(connection)]);
    const group = groups.get(key);
    if (group) group.push(connection);
    else groups.set(key, [connection]);
  }
  return [...groups.values()].map((members) => ({ same, members }));
}

/** The part of a message behind the words of its connection. */
function reasonOf(connection: PlatformConnection): string {
  const words = connectionText(connection);
  return connection.message.startsWith(words)
    ? connection.message.slice(words.length)
    : `: ${connection.message}`;
}

function sentence(
  { kind, port, family }: Omit<PlatformConnection, 'cause' | 'message'>,
  from: readonly string[],
  to: readonly string[],
): string {
  return changeSentence({
    kind: kind === 'connection' ? 'direct' : kind,
    from: from.map(placeOrName),
    to: to.map(placeOrName),
    port,
    ...(family && { family }),
  });
}

function placeOrName(name: string): string {
  return name === 'host' ? hostPlace : name;
}
