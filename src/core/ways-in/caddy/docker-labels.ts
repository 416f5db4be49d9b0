// The labels of caddy-docker-proxy, which form a Caddyfile: `caddy` is the address of a site, and nested labels are its directives.

import type { KeyValue, Service } from '../../compose/topology.ts';
import { giveUp } from '../limits.ts';
import { keepsRunning } from '../network/running.ts';
import { placeText, type SourcePlace } from '../places.ts';
import { serviceLocation, sourcePlaceOf, type WaysContext } from '../ways-context.ts';
import type { Caddyfile, Directive, Site } from './caddyfile.ts';
import type { Word } from './caddyfile-lexer.ts';

interface Node {
  readonly name: string;
  value: string;
  place: SourcePlace;
  readonly below: Map<string, Node>;
}

/** The maximum nesting of label names. */
const maxDepth = 60;

/** Returns the Caddyfile that the labels of all containers form together. */
export function labelSites(waysContext: WaysContext): Caddyfile {
  const sites: Site[] = [];
  const options: Directive[] = [];
  for (const name of waysContext.reach.services) {
    const service = waysContext.topology.services.get(name);
    if (!service || !keepsRunning(service)) continue;
    for (const { keys, directives, place } of ownSites(waysContext, service)) {
      if (keys.length === 0) options.push(...directives);
      else sites.push({ keys, directives, place });
    }
  }
  return { options, sites, named: new Map(), unset: [] };
}

/** Returns the sites of one container's labels, with the label that starts each; options have no address. */
export function ownSites(
  waysContext: WaysContext,
  service: Service,
): readonly (Site & { readonly name: string })[] {
  return [...rootsOf(waysContext, service).values()].map((root) => ({
    name: root.name,
    keys: root.value.split(/[\s,]+/).filter((key) => key !== ''),
    directives: [...root.below.values()].map((node) => directiveOf(node, service)),
    place: root.place,
  }));
}

function rootsOf(waysContext: WaysContext, service: Service): ReadonlyMap<string, Node> {
  const roots = new Map<string, Node>();
  for (const label of service.labels) {
    const [first = '', ...names] = label.key.split('.');
    if (!/^caddy(?:_\d+)?$/.test(first)) continue;
    const place = placeOf(waysContext, service, label);
    if (names.length > maxDepth) giveUp(`${placeText(place)}: the label exceeds the nesting limit.`);
    let here = nodeIn(roots, first, place);
    for (const name of names) here = nodeIn(here.below, name, place);
    here.value = label.value ?? '';
    here.place = place;
  }
  return roots;
}

function placeOf(waysContext: WaysContext, service: Service, { path }: KeyValue): SourcePlace {
  return sourcePlaceOf(waysContext, serviceLocation(service, path)) ?? { file: '', line: 1 };
}

function nodeIn(nodes: Map<string, Node>, name: string, place: SourcePlace): Node {
  const known = nodes.get(name) ?? { name, value: '', place, below: new Map() };
  nodes.set(name, known);
  return known;
}

/** Returns the directive of a node: `1_handle` and `handle_1` are both `handle`, and a leading number orders them. */
function directiveOf(node: Node, service: Service): Directive {
  const name = node.name.replace(/^\d+_/, '').replace(/_\d+$/, '');
  const below = [...node.below.values()].sort((a, b) => orderOf(a) - orderOf(b));
  return {
    name,
    args: wordsOf(node, service),
    block: below.length === 0 ? null : below.map((node) => directiveOf(node, service)),
    place: node.place,
  };
}

function orderOf({ name }: Node): number {
  return Number(/^(\d+)_/.exec(name)?.[1] ?? Number.MAX_SAFE_INTEGER);
}

/** Returns the words of a label value; `{{upstreams https 8443}}` stands for the container itself. */
function wordsOf({ value, place }: Node, service: Service): readonly Word[] {
  const own = service.localName ?? service.name;
  const text = value
    .split('{{')
    .map((part, index) => {
      const close = index === 0 ? -1 : part.indexOf('}}');
      const [called, ...parts] = part.slice(0, Math.max(close, 0)).trim().split(/\s+/);
      if (called !== 'upstreams') return index === 0 ? part : `{{${part}`;
      const scheme = parts.find((part) => /^(?:https?|h2c)$/.test(part));
      const port = parts.find((part) => /^\d+$/.test(part));
      const to = `${scheme === undefined ? '' : `${scheme}://`}${own}${port === undefined ? '' : `:${port}`}`;
      return to + part.slice(close + 2);
    })
    .join('');
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|`([^`]*)`|(\S+)/g)].map(([, quoted, raw, plain]) => ({
    text: quoted ?? raw ?? plain ?? '',
    quoted: plain === undefined,
    place,
    ends: false,
  }));
}
