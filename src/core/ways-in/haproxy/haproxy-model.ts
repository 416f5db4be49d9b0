// The HAProxy sections that accept or forward requests, each with the lines of its defaults.

import { memoizeReleasable } from '../../compose/memoize.ts';
import { groupBy } from '../group-by.ts';
import { giveUp } from '../limits.ts';
import type { Entrance } from '../model.ts';
import { boundAddress } from '../network/addresses.ts';
import { placeText } from '../places.ts';
import { type Acls, readCondition, readTest, type Test, weightOf } from './conditions.ts';
import type { HaproxyLine, HaproxySection } from './haproxy-words.ts';

export interface ProxySection {
  readonly section: HaproxySection;
  /** The section's own lines, preceded by those of its defaults. */
  readonly lines: readonly HaproxyLine[];
  readonly isTcp: boolean;
  /** Returns the condition of a line. */
  readonly condition: (line: HaproxyLine) => Test;
  /** Returns the maximum number of tests that a line evaluates. */
  readonly weight: (line: HaproxyLine) => number;
  /** The lines that may answer, in order; `http-request` comes before `redirect`, wherever they are written. */
  readonly rules: readonly HaproxyLine[];
  readonly choices: readonly HaproxyLine[];
  /** The address ranges of the lists that are tested by name. */
  readonly rangesBy: ReadonlyMap<string, readonly string[]>;
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  /** All hosts that conditions compare, as a list says them. */
  readonly comparedHosts: readonly string[];
}

export interface Listener extends Entrance {
  readonly proxy: ProxySection;
  readonly tls: boolean;
  /** True when visitors need a client certificate. */
  readonly certificate: boolean;
}

/** The maximum number of lines in all sections, with defaults counted for each. */
const maxHeldLines = 500_000;

/** Directives that do not affect the answer. */
const neutralLines =
  /^(?:acl|bind|mode|balance|option|timeout|log|log-format|maxconn|description|compression|stats|server|default_backend|use_backend|cookie|hash-type|retries|errorfile|errorfiles|default-server|http-response|http-after-response|fullconn|capture|unique-id-format|unique-id-header|stick-table|stick|monitor-uri|rate-limit|id|disabled|enabled|source|load-server-state-from-file|http-reuse|persist|email-alert|backlog|grace|no|tcp-check|http-check|declare|filter)$/;

export function proxiesOf(sections: readonly HaproxySection[]): readonly ProxySection[] {
  let defaults: readonly HaproxyLine[] = [];
  let held = 0;
  return sections.flatMap((section): readonly ProxySection[] => {
    if (section.kind === 'defaults') defaults = section.lines;
    if (!['frontend', 'backend', 'listen'].includes(section.kind)) return [];
    const lines = [...defaults, ...section.lines];
    held += lines.length;
    if (held > maxHeldLines)
      giveUp(`${placeText(section.place)}: sections with their defaults exceed the size limit.`);
    const acls = aclsOf(lines);
    const acting = lines.filter(({ words: [first = ''] }) => !neutralLines.test(first));
    return [
      {
        section,
        lines,
        isTcp: lines.findLast(({ words }) => words[0] === 'mode' && words[1])?.words[1] !== 'http',
        condition: memoizeReleasable(({ words }) => readCondition(words, acls)),
        weight: memoizeReleasable(({ words }) => weightOf(words, acls)),
        rules: [
          ...acting.filter(({ words }) => words[0] !== 'redirect'),
          ...acting.filter(({ words }) => words[0] === 'redirect'),
        ],
        choices: lines.filter(({ words }) => words[0] === 'use_backend'),
        rangesBy: rangesByName(lines),
        ...testedIn(lines),
      },
    ];
  });
}

function aclsOf(lines: readonly HaproxyLine[]): Acls {
  const named = groupBy(
    lines.filter(({ words }) => words[0] === 'acl' && words.length > 1),
    ({ words }) => words[1] ?? '',
  );
  return new Map([...named].map(([name, all]) => [name, all.map(({ words }) => readTest(words.slice(2)))]));
}

/** Returns the hosts and paths that conditions test. */
function testedIn(lines: readonly HaproxyLine[]): Pick<ProxySection, 'hosts' | 'paths' | 'comparedHosts'> {
  const [hosts, paths] = [new Set<string>(), new Set<string>()];
  const comparedHosts = new Set<string>();
  for (const { words } of lines)
    for (const [fetch = '', ...rest] of words[0] === 'acl' ? [words.slice(2)] : inBraces(words)) {
      const values = rest.filter((word) => !word.startsWith('-') && word !== 'str');
      for (const one of comparedIn(fetch, rest)) comparedHosts.add(one);
      if (/^(?:req\.)?f?hdr(?:_str)?\(host\)/i.test(fetch))
        for (const value of values) hosts.add(value.toLowerCase());
      if (/^path(?:_beg)?$/.test(fetch)) for (const value of values) paths.add(value);
      if (fetch === 'path_end') for (const value of values) paths.add(`/x${value}`);
    }
  return { hosts: [...hosts], paths: [...paths], comparedHosts: [...comparedHosts] };
}

/** Returns the hosts of a test of the `Host` header or the name of TLS, as a list says them. */
function comparedIn(fetch: string, words: readonly string[]): readonly string[] {
  const found = /^(?:(?:req\.)?f?hdr(_[a-z]+)?\(host\)|(?:req[._]ssl|ssl_fc)_sni(_[a-z]+)?)/i.exec(fetch);
  if (!found) return [];
  const at = words.indexOf('-m');
  const kind = (at < 0 ? undefined : words[at + 1]) ?? (found[1] ?? found[2])?.slice(1) ?? 'str';
  const values = words.filter((word, index) => !word.startsWith('-') && (at < 0 || index !== at + 1));
  const [before, after] = around[kind] ?? [];
  return before === undefined ? [] : values.map((value) => `${before}${value}${after}`);
}

/** What a list has before and after a value, by the way in which it is compared. */
const around: { readonly [kind: string]: readonly [before: string, after: string] } = {
  str: ['', ''],
  beg: ['', '*'],
  end: ['*', ''],
  sub: ['*', '*'],
  dom: ['*', '*'],
  reg: ['/', '/'],
};

/** Returns the inline conditions of a line. */
function inBraces(words: readonly string[]): readonly (readonly string[])[] {
  return words.flatMap((word, at) =>
    /^!?\{$/.test(word) ? [words.slice(at + 1, words.indexOf('}', at))] : [],
  );
}

const addressPattern = /^\d+\.\d+\.\d+\.\d+(?:\/\d+)?$/;

function rangesByName(lines: readonly HaproxyLine[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { words } of lines) {
    const [first, name = '', fetch] = words;
    if (first !== 'acl' || fetch !== 'src') continue;
    const list = found.get(name) ?? [];
    found.set(name, list);
    list.push(...addressesIn(words));
  }
  return found;
}

/** Returns the words that are addresses or ranges. */
export function addressesIn(words: readonly string[]): readonly string[] {
  return words.filter((word) => addressPattern.test(word));
}

/** Returns the addresses that a line tests, inline or through a named list. */
export function testedAddresses(words: readonly string[], { rangesBy }: ProxySection): readonly string[] {
  return [...addressesIn(words), ...words.flatMap((word) => rangesBy.get(word) ?? [])];
}

export function listenersOf(proxy: ProxySection): readonly Listener[] {
  return proxy.lines.flatMap(({ words, place }): readonly Listener[] => {
    if (words[0] !== 'bind' || words.includes('accept-proxy')) return [];
    const tls = words.includes('ssl');
    return (words[1] ?? '').split(',').flatMap((text): readonly Listener[] => {
      const [, host = '', port = ''] = /^(?:ipv[46]@)?(.*):(\d+)$/.exec(text) ?? [];
      if (port === '') return [];
      return [
        {
          name: `${proxy.section.name} :${port}`,
          address: boundAddress(host),
          port: Number(port),
          protocol: tls ? 'https' : proxy.isTcp ? 'tcp' : 'http',
          declaredAt: place,
          proxy,
          tls,
          certificate: tls && words[words.indexOf('verify') + 1] === 'required',
        },
      ];
    });
  });
}
