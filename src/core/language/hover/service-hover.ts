// What there is to know of a service, as Markdown.

import type { Analysis } from '../../analysis/analyze.ts';
import { type WayIn, waysIn } from '../../analysis/proxies/ways-in.ts';
import { reachLists } from '../../analysis/reach/reach-lists.ts';
import type { ServiceFacts } from '../../analysis/reach/reach-model.ts';
import type { Tri } from '../../compose/topology.ts';
import { codeSpan } from '../../export/markdown-text.ts';
import { someNames } from './some-names.ts';

function words(value: Tri, yes: string, no: string): string {
  return value === 'unknown' ? 'not known' : value ? yes : no;
}

function wayOut({ egress, egressNeedsRoute, gateway }: ServiceFacts): string {
  if (egress === false && egressNeedsRoute === 'unknown') return 'not known';
  const none = egressNeedsRoute === true ? 'only with a route upstream' : 'none';
  return words(egress, gateway === null ? 'yes' : `yes, by ${codeSpan(gateway)}`, none);
}

function wayIn({ reachableFrom, open, port, protocol, unread, host, proxy }: WayIn): string {
  const sure = open === true ? '' : ' (not known)';
  if (reachableFrom === 'proxy') return `through ${codeSpan(proxy)} as ${codeSpan(host)}${sure}`;
  if (unread !== null) return `${codeSpan(unread)}${sure}`;
  return `${port === '' ? 'every port' : codeSpan(`${port}/${protocol}`)}${sure}`;
}

/** What a service reaches, who reaches it, its ways in and out; nothing where the project has none of that name. */
export function serviceHover({ topology, reach }: Analysis, name: string): string | null {
  const service = topology.services.get(name);
  if (!service) return null;
  const { image, hasBuild, profiles } = service;
  const facts = reach.facts.get(name);
  const what = image === null ? (hasBuild ? 'built here' : 'no image') : codeSpan(image);
  const title = `**Service ${codeSpan(name)}**: ${what}`;
  if (!facts) {
    const why = profiles.length === 0 ? '' : ` (profiles: ${someNames(profiles, '')})`;
    return `${title}\n\nNot active${why}: it takes no part.`;
  }
  const { reaches, overHost, reachedFrom, reachedOverHost, unknown } = reachLists(reach, name);
  const nobody = unknown.length === 0 ? 'nobody' : 'nobody for certain';
  const host = (names: readonly string[]) =>
    names.length === 0 ? '' : `; over the host ${someNames(names, '')}`;
  const ways = waysIn(reach, name).map(wayIn);
  const on = facts.networks.length === 0 ? '' : `, on ${someNames(facts.networks, '')}`;
  return [
    `${title}, ${facts.isolation}${on}`,
    '',
    `- Reaches: ${someNames(reaches, nobody)}${host(overHost)}`,
    `- Reached by: ${someNames(reachedFrom, nobody)}${host(reachedOverHost)}`,
    ...(unknown.length === 0 ? [] : [`- Not known: ${someNames(unknown, '')}`]),
    `- Ways in: ${ways.length === 0 ? 'none' : ways.join(', ')}`,
    `- Way out: ${wayOut(facts)}`,
    `- Host: ${words(facts.toHost, 'it reaches the host', 'it does not reach the host')}; ${words(facts.fromHost, 'the host reaches it', 'the host does not reach it')}`,
  ].join('\n');
}
