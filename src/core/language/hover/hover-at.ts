// The hover of a place in a file: what is known of the service, network, port or word there, as Markdown.

import type { Tri } from '../../compose/topology.ts';
import { mainDocument } from '../../compose/workspace/open-workspace.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import { networkTraitsText } from '../../describe/network.ts';
import { addressText, portParts } from '../../describe/port.ts';
import { answersFrom, wayOutText } from '../../describe/reach.ts';
import { triText } from '../../describe/tri.ts';
import { codeSpan, escapedProse } from '../../quote/markdown-text.ts';
import { reachLists } from '../../reach/reach-lists.ts';
import type { Published, ServiceFacts } from '../../reach/reach-model.ts';
import { either } from '../../reach/rows/tri.ts';
import { type WayIn, wayInPort, waysIn } from '../../reach/ways-in.ts';
import type { Analysis } from '../../rules/analyze.ts';
import { lineStarts } from '../../text/line-and-column.ts';
import type { Path, Span } from '../../yaml/tree.ts';
import { aboutWord } from '../complete/about-word.ts';
import type { ProjectNames } from '../complete/project-names.ts';
import { lineReader } from '../line-reader.ts';
import { namedAt } from '../name-places.ts';
import { pathAt } from '../path-at.ts';

/** A hover text in Markdown, and the range that it describes; null for the word at the position. */
interface Hover {
  readonly markdown: string;
  readonly span: Span | null;
}

/** Returns the index of an item of `ports` in the merged service, found by its item in the file; null when there is none. */
function portIndex(workspace: Workspace, file: string, path: Path): number | null {
  const [, service, , index] = path;
  if (typeof service !== 'string' || typeof index !== 'number') return null;
  const document = workspace.files.find((open) => open.document.file === file)?.document;
  const ownPortItem = document?.topology.services.get(service)?.ports.find((port) => port.index === index);
  const merged = workspace.topology.services.get(service)?.ports ?? [];
  // Ports of several files are put together: the same item has another place there.
  if (document === mainDocument(workspace) && workspace.files.length === 1) return index;
  return merged.find((port) => ownPortItem && port.raw === ownPortItem.raw)?.index ?? null;
}

/**
 * Returns the hover for a position; null where nothing is known. Keys and words are explained even while a text cannot be parsed, and
 * without an analysis.
 */
export function hoverAt(
  workspace: Workspace,
  analysis: () => Analysis,
  file: string,
  offset: number,
  names: ProjectNames,
): Hover | null {
  const document = workspace.files.find((open) => open.document.file === file)?.document;
  if (!document) return null;
  const found = namedAt(workspace, file, offset);
  if (found && found.named.file === null) {
    const { kind, name } = found.named;
    const markdown = kind === 'service' ? serviceHover(analysis(), name) : networkHover(analysis(), name);
    if (markdown !== null) return { markdown, span: found.place };
  }
  const path = workspace.stale ? null : pathAt(document, offset);
  const [top, service, key, item] = path ?? [];
  if (path && top === 'services' && typeof service === 'string' && key === 'ports' && item !== undefined) {
    const index = portIndex(workspace, file, path);
    const markdown = index === null ? null : portHover(analysis(), service, index);
    if (markdown !== null) return { markdown, span: null };
  }
  const { lineAt, line, column } = lineReader(document.text, offset);
  const meaning = aboutWord(lineAt, line, column, names);
  if (meaning === null) return null;
  const start = lineStarts(document.text)[line - 1] ?? 0;
  return {
    markdown: `**${codeSpan(meaning.word)}**: ${escapedProse(meaning.about)}`,
    span: { from: start + meaning.from, to: start + meaning.to },
  };
}

function wayIn(way: WayIn): string {
  const { reachableFrom, open, host, proxy } = way;
  const sure = open === true ? '' : ' (unknown)';
  if (reachableFrom === 'proxy') return `through ${codeSpan(proxy)} as ${codeSpan(host)}${sure}`;
  if (reachableFrom === 'tunnel') return `through the tunnel ${codeSpan(proxy)}${sure}`;
  const plain = way.unread === null && way.port === '';
  return `${plain ? wayInPort(way) : codeSpan(wayInPort(way))}${sure}`;
}

const toHostTexts = { yes: 'it reaches the host', no: 'it does not reach the host', unknown: 'unknown' };
const fromHostTexts = { yes: 'the host reaches it', no: 'the host does not reach it', unknown: 'unknown' };

/**
 * Returns a hover about a service: what it reaches, which services reach it, its ways in and out; null when the project has no such
 * service.
 */
export function serviceHover({ topology, reach, needs }: Analysis, name: string): string | null {
  const service = topology.services.get(name);
  if (!service) return null;
  const { image, hasBuild, profiles } = service;
  const facts = reach.facts.get(name);
  const what = image === null ? (hasBuild ? 'built here' : 'no image') : codeSpan(image);
  const title = `**Service ${codeSpan(name)}**: ${what}`;
  if (!facts) {
    const why = profiles.length === 0 ? '' : ` (profiles: ${someNames(profiles, '')})`;
    return `${title}\n\nNot active${why}.`;
  }
  const { reaches, overHost, reachedFrom, reachedOverHost, unknown } = reachLists(reach, name);
  // While some services are unknown, nobody is not what is known.
  const nobody = unknown.length === 0 ? 'nobody' : 'unknown';
  const host = (names: readonly string[]) =>
    names.length === 0 ? '' : `; over the host ${someNames(names, '')}`;
  const ways = waysIn(reach, name).map(wayIn);
  const on = facts.networks.length === 0 ? '' : `, on ${someNames(facts.networks, '')}`;
  return [
    `${title}, ${facts.isolation}${on}`,
    '',
    `- Reaches: ${someNames(reaches, nobody)}${host(overHost)}`,
    `- Reached by: ${someNames(reachedFrom, nobody)}${host(reachedOverHost)}`,
    ...(unknown.length === 0 ? [] : [`- Unknown: ${someNames(unknown, '')}`]),
    ...besideLines(needs, name),
    `- Ways in: ${ways.length === 0 ? 'none' : ways.join(', ')}`,
    `- Way out: ${wayOutText(facts, codeSpan)}`,
    `- Host: ${triText(facts.toHost, toHostTexts)}; ${triText(facts.fromHost, fromHostTexts)}`,
  ].join('\n');
}

/** Returns the lines about services that share a socket through a common mount (T6). */
function besideLines({ sockets }: Analysis['needs'], name: string): readonly string[] {
  const others = sockets.known
    .filter(({ from, to }) => from === name || to === name)
    .map(({ from, to }) => (from === name ? to : from));
  return others.length === 0
    ? []
    : [`- Beside the network, by a shared socket: ${someNames([...new Set(others)], '')}`];
}

/** Returns whether a service's packets to the outside leave over this network. */
function leavesBy({ egress, egressNeedsRoute, gateway }: ServiceFacts, network: string): Tri {
  const leaves = either(egress, egressNeedsRoute);
  if (leaves === false || (gateway !== null && gateway !== network)) return false;
  return gateway === null ? 'unknown' : leaves;
}

/** Returns the members for which a fact holds, and separately those for which it is unknown, so that unknown never reads as none. */
function membersWhere(members: readonly string[], value: (member: string) => Tri): string {
  const sure = members.filter((member) => value(member) === true);
  const maybe = members.filter((member) => value(member) === 'unknown');
  if (maybe.length === 0) return someNames(sure, 'none');
  if (maybe.length === members.length) return 'unknown';
  return [...(sure.length === 0 ? [] : [someNames(sure, '')]), `unknown for ${someNames(maybe, '')}`].join(
    '; ',
  );
}

/** Returns a hover about a network with its members, subnets and ways out; null when the project has no such network. */
export function networkHover({ topology, reach }: Analysis, name: string): string | null {
  const network = topology.networks.get(name);
  if (!network) return null;
  const members = [...topology.services.values()].filter(({ attachments }) =>
    attachments.some((attachment) => attachment.network === name),
  );
  const active = members.filter((member) => reach.facts.has(member.name)).map((member) => member.name);
  const inactive = members.filter((member) => !reach.facts.has(member.name)).map((member) => member.name);
  const subnets = network.subnets.flatMap(({ subnet }) => (subnet === null ? [] : [subnet]));
  const factOf = (value: (facts: ServiceFacts) => Tri) => (member: string) => {
    const facts = reach.facts.get(member);
    return facts ? value(facts) : false;
  };
  const outside = membersWhere(
    active,
    factOf((facts) => facts.fromOutside),
  );
  const out = membersWhere(
    active,
    factOf((facts) => leavesBy(facts, name)),
  );
  return [
    `**Network ${codeSpan(name)}**: ${networkTraitsText(network)}`,
    '',
    `- Members: ${someNames(active, 'none')}`,
    ...(inactive.length === 0 ? [] : [`- Not active: ${someNames(inactive, '')}`]),
    `- Reached from outside: ${outside}`,
    `- Way out: ${out}`,
    ...(subnets.length === 0 ? [] : [`- Subnets: ${someNames(subnets, '')}`]),
    ...(network.dockerName === null ? [] : [`- In Docker: ${codeSpan(network.dockerName)}`]),
  ].join('\n');
}

function portLine(port: Published): string {
  const { host, target } = portParts(port, 'any port');
  const bound = `${addressText(port.hostIp)}:${host}`;
  return `- ${codeSpan(bound)} → ${codeSpan(target)}: ${answersFrom[port.reachableFrom].sentence}`;
}

const mostPorts = 8;

/** Returns a hover about the places that an item of a service's `ports` answers; null when there is no such item. */
export function portHover({ topology, reach }: Analysis, service: string, index: number): string | null {
  const item = topology.services.get(service)?.ports.find((port) => port.index === index);
  if (!item) return null;
  const title = `**Port ${codeSpan(item.raw)}** of ${codeSpan(service)}`;
  const facts = reach.facts.get(service);
  if (!facts) return `${title}\n\nNot active: nothing is published.`;
  const unread = facts.unreadPorts.find((port) => port.service === service && port.index === index);
  if (unread)
    return `${title}\n\n- ${answersFrom[unread.reachableFrom].sentence}: a variable in it has no value`;
  if (item.problem !== null) return `${title}\n\nCannot be read: ${escapedProse(item.problem)}`;
  const ownPublished = facts.published.filter((port) => port.service === service && port.index === index);
  if (ownPublished.length === 0)
    return `${title}\n\nNot published: the service has no network namespace of its own.`;
  const more = ownPublished.length > mostPorts ? [`- and ${ownPublished.length - mostPorts} more`] : [];
  return [title, '', ...ownPublished.slice(0, mostPorts).map(portLine), ...more].join('\n');
}

const mostNames = 12;

/** Returns the first few names as code; `none` when there are no names. */
function someNames(names: readonly string[], none: string): string {
  if (names.length === 0) return none;
  const shown = names.slice(0, mostNames).map(codeSpan).join(', ');
  return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown;
}
