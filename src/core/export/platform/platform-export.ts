// The result of an export to another platform (Swarm, Kubernetes): its files, and a report of what differs there.

import type { Workspace } from '../../compose/workspace/workspace.ts';
import { changeSentence } from '../../describe/difference.ts';
import { hostPlace } from '../../reach/places.ts';
import type { Family } from '../../reach/reach-model.ts';
import type { Analysis } from '../../rules/analyze.ts';
import type { Path } from '../../yaml/tree.ts';
import type { FindingPlace } from '../check/placed-findings.ts';
import type { ReachDifferences } from '../diff/diff-report.ts';

export type Platform = 'swarm' | 'kubernetes';

/** The exported project, as Compose runs it on the Engine of `analysis`. */
export interface PlatformSource {
  readonly workspace: Workspace;
  readonly analysis: Analysis;
  /** The project's name; null when it is unknown. */
  readonly project: string | null;
}

/** A key of the files, and how it is exported. */
export interface PlatformNote {
  /** A stable word for the reason, such as `loopback-port` or `ignored-key`. */
  readonly cause: string;
  /** The service of the note; null for a network, a volume or the project. */
  readonly service: string | null;
  /** The key, relative to the service (`ports[0]`) or, without one, from the top of the file (`networks.back.driver`); '' for the whole. */
  readonly key: string;
  /** The place of the key; null when no file has it. */
  readonly place: FindingPlace | null;
  /** A sentence for people, with a remedy when there is one. */
  readonly message: string;
}

/** A connection that only one side has; its ends are services, `outside` or `host`. */
export interface PlatformConnection {
  readonly cause: string;
  readonly kind: 'connection' | 'way-in' | 'way-out' | 'to-host' | 'from-host' | 'name';
  readonly from: string;
  readonly to: string;
  /** The port of a way in, as in `diff`; otherwise ''. */
  readonly port: string;
  /** The address family, when only one differs. */
  readonly family?: Family;
  readonly message: string;
}

/** Formats a path as the key of a note: `ports[0]`, `deploy.resources.limits`. */
export function keyText(path: Path): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`))
    .join('');
}

export interface PlatformReport {
  readonly to: Platform;
  /** Keys exported unchanged, though that may not be obvious. */
  readonly kept: readonly PlatformNote[];
  /** Keys written differently, or left to the platform, without a loss. */
  readonly changed: readonly PlatformNote[];
  /** Connections that only the platform has. */
  readonly opens: readonly PlatformConnection[];
  /** Connections that the platform lacks. */
  readonly closes: readonly PlatformConnection[];
  /** Keys left out because they have no equivalent, or one only with a person's consent. */
  readonly lost: readonly PlatformNote[];
}

export interface PlatformExport {
  /** The texts by file name in writing order; never empty. Joined, they are one text. */
  readonly texts: ReadonlyMap<string, string>;
  readonly report: PlatformReport;
}

/** True when the export opens something or leaves something out, which a person must accept. */
export function needsConsent({ opens, lost }: PlatformReport): boolean {
  return opens.length + lost.length > 0;
}

/** Returns the connections of one side of a difference, all with the reason `cause`. */
export function connectionsOf(
  differences: ReachDifferences,
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

/** Describes a connection in words: `web reaches db`. */
export function connectionText(connection: Omit<PlatformConnection, 'cause' | 'message'>): string {
  return sentence(connection, [connection.from], [connection.to]);
}

/** Groups connections with a common end and the same message into one line each, the largest groups first: `web, app reach db`. */
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
  /** The end that all members share. */
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

/** Returns the part of a message after the description of its connection. */
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
