// Reads each form of an answer back into facts: what a person or a program that has only that form would take from it.

import type { ReachOfService } from '../../src/cli/library/library-types.ts';
import { kind, portText, type Said } from './the-model.ts';

type Services = Readonly<Record<string, ReachOfService>>;

const factKeys = ['egress', 'toHost', 'fromHost', 'fromOutside'] as const;
const ofFamily = [
  ['ipv4', ' (IPv4)'],
  ['ipv6', ' (IPv6)'],
] as const;

/** `services` of the JSON, from the command, the library or a host. */
export function readJson(services: Services): Said {
  const said = new Map<string, string>();
  for (const [name, facts] of Object.entries(services)) {
    const set = (key: string, value: unknown): unknown => said.set(`${name} ${key}`, String(value));
    const { isolation, owner, networks, published, unreadPorts = [] } = facts;
    set('isolation', isolation);
    set('owner', owner);
    set('networks', networks.join(' '));
    set('egressNeedsRoute', facts.egressNeedsRoute);
    for (const key of factKeys) set(key, facts[key]);
    for (const [family, mark] of ofFamily)
      for (const key of factKeys) if (facts[family]) set(`${key}${mark}`, facts[family][key]);
    set('ports', published.map(portText).sort().join(' '));
    if (facts.ipv4)
      set('ports by family', published.map((port) => `${portText(port)} ${port.families}`).join(' '));
    set('unread', unreadPorts.map(({ raw, reachableFrom }) => `${raw} ${reachableFrom}`).join(' '));
    for (const [to, pair] of Object.entries(facts.reaches)) {
      const key = `${name} -> ${to}`;
      said.set(`${key} direct`, String(pair.direct));
      said.set(`${key} viaHost`, String(pair.viaHost));
      said.set(`${key} viaGateway`, String(pair.viaGateway));
      said.set(`${key} resolves`, String(pair.resolves));
      said.set(`${key} networks`, pair.networks.join(' '));
      for (const [family, mark] of ofFamily) {
        if (!pair[family]) continue;
        said.set(`${key} direct${mark}`, String(pair[family].direct));
        said.set(`${key} viaHost${mark}`, String(pair[family].viaHost));
        said.set(`${key} viaGateway${mark}`, String(pair[family].viaGateway));
      }
      said.set(`${key} kind`, kind(pair.direct, pair.viaHost, pair.viaGateway));
    }
  }
  return said;
}

const words: Readonly<Record<string, string>> = { yes: 'true', no: 'false', '?': 'unknown' };

/** The two tables of `reach`; of those of a host the part that is one project's. */
export function readTable(text: string, services: readonly string[]): Said {
  const said = new Map<string, string>();
  const lines = text.split('\n');
  const head = lines.findIndex((line) => line.startsWith('service  ') && line.includes('isolation'));
  const titles = lines[head] ?? '';
  const columns = [
    'service',
    'isolation',
    'networks',
    'way out',
    'to host',
    'from host',
    'from outside',
    'published',
  ];
  const starts = columns.map((title) => titles.indexOf(title));
  services.forEach((name, index) => {
    const line = lines[head + 1 + index] ?? '';
    const cells = starts.map((start, at) => line.slice(start, starts[at + 1]).trim());
    const [first, isolation = '', networks, out = '', toHost = '', fromHost = '', outside = '', ports] =
      cells;
    if (first !== name) throw new Error(`row ${index} is about ${first}, not ${name}`);
    said.set(`${name} isolation`, isolation.startsWith('joined') ? 'joined' : isolation);
    said.set(`${name} networks`, networks === '-' ? '' : (networks ?? ''));
    said.set(`${name} way out`, out);
    said.set(`${name} toHost`, words[toHost] ?? toHost);
    said.set(`${name} fromHost`, words[fromHost] ?? fromHost);
    said.set(`${name} fromOutside`, words[outside] ?? outside);
    const published = ports === '-' ? [] : (ports ?? '').split(' ').filter((port) => /->\d/.test(port));
    const full = published.map((port) => port.replace(/(->\d+)\(/, '$1/tcp('));
    said.set(`${name} ports`, full.sort().join(' '));
  });
  const matrix = lines.findIndex((line, at) => at > head && /^ +1(?: |$)/.test(line));
  services.forEach((from, row) => {
    const line = lines[matrix + 1 + row] ?? '';
    if (!line.startsWith(`${row + 1} ${from} `)) throw new Error(`matrix row ${row} is ${line}`);
    const cells = line
      .slice(`${row + 1} ${from}`.length)
      .trim()
      .split(/ +/);
    services.forEach((to, column) => {
      if (from !== to) setCell(said, from, to, cells[column] ?? '');
    });
  });
  return said;
}

function setCell(said: Map<string, string>, from: string, to: string, cell: string): void {
  const direct = /[ND]/.test(cell);
  const others: Readonly<Record<string, string>> = { H: 'host', G: 'gateway', '?': 'unknown', '.': 'none' };
  said.set(`${from} -> ${to} kind`, direct ? 'direct' : (others[cell] ?? cell));
  if (direct) said.set(`${from} -> ${to} resolves`, cell.startsWith('N') ? 'true' : 'not true');
}

/** What a matrix says beside the kind: a name that resolves where it is reached directly, as the model has it. */
export function namedWhereDirect(model: Said): Said {
  const said = new Map<string, string>();
  for (const [key, value] of model) {
    if (!key.endsWith(' resolves')) said.set(key, value);
    else if (model.get(key.replace(' resolves', ' kind')) === 'direct')
      said.set(key, value === 'true' ? 'true' : 'not true');
  }
  return said;
}

/** The comma-separated values of the page's matrix. */
export function readCsv(text: string): Said {
  const said = new Map<string, string>();
  const [[, ...columns] = [], ...rows] = text
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  for (const [from = '', ...cells] of rows) {
    columns.forEach((to, at) => {
      if (from === to) return;
      const [reached = '', name] = (cells[at] ?? '').split('+');
      said.set(`${from} -> ${to} kind`, reached === 'no' ? 'none' : reached);
      said.set(`${from} -> ${to} resolves`, name === 'name' ? 'true' : 'not true');
    });
  }
  return said;
}

/** The flowchart: who is reached from outside, and on which networks each is. `labels` are the services by their label. */
export function readMermaid(text: string, labels: ReadonlyMap<string, string>): Said {
  const said = new Map<string, string>();
  const ids = new Map<string, string>();
  const networks = new Map<string, string>();
  const on = new Map<string, Set<string>>();
  const outside = new Map<string, string>();
  let network: string | null = null;
  for (const line of text.split('\n').map((one) => one.trim())) {
    const opened = /^(?:subgraph )?(n\d+)(?:\["(.*)"\]|\{\{"(.*?)(?: \(internal\))?"\}\})$/.exec(line);
    const node = /^(s\d+)\["(.*?)(?: \((?:joined to .*|closed|open|unknown)\))?"\]$/.exec(line);
    const link = /^(s\d+) -\S- (n\d+)$/.exec(line);
    const arrow = /^outside (-->|-\.->)(?:\|".*"\|)? (s\d+)$/.exec(line);
    if (opened) {
      const [, id = '', own, shared] = opened;
      networks.set(id, own ?? shared ?? '');
      if (line.startsWith('subgraph')) network = id;
    } else if (line === 'end') network = null;
    else if (node) {
      const [, id = '', label = ''] = node;
      ids.set(id, label);
      on.set(id, new Set(network === null ? [] : [network]));
    } else if (link) on.get(link[1] ?? '')?.add(link[2] ?? '');
    else if (arrow) outside.set(arrow[2] ?? '', arrow[1] === '-->' ? 'true' : 'unknown');
  }
  for (const [id, members] of on) {
    const name = labels.get(id) ?? ids.get(id) ?? '';
    if (ids.get(id) !== (name.split('/').at(-1) ?? ''))
      throw new Error(`${id} is ${ids.get(id)}, not ${name}`);
    said.set(`${name} fromOutside`, outside.get(id) ?? 'false');
    const named = [...members].map((one) => networks.get(one) ?? '');
    said.set(`${name} networks`, named.sort().join(' '));
  }
  return said;
}

/** The verdicts of `explain` for one pair. */
export function readExplained(from: string, to: string, text: string): Said {
  const said = new Map<string, string>();
  const verdicts: Readonly<Record<string, string>> = { yes: 'true', no: 'false', unknown: 'unknown' };
  const keys = [
    ['direct', 'direct'],
    ['through a published port', 'viaHost'],
    ['name', 'resolves'],
  ] as const;
  for (const [title, key] of keys) {
    const verdict = new RegExp(`^${title}: (yes|no|unknown)$`, 'm').exec(text)?.[1] ?? '';
    said.set(`${from} -> ${to} ${key}`, verdicts[verdict] ?? `no line of ${title}`);
  }
  const first = text.split('\n', 1)[0] ?? '';
  const summary = first.startsWith(`${from} reaches ${to}`)
    ? 'true'
    : first.startsWith(`${from} cannot reach ${to}`)
      ? 'false'
      : 'unknown';
  said.set(`${from} -> ${to} reaches`, summary);
  return said;
}

/** The lists of a service's hover, as kinds of the pairs that begin or end at it. */
export function readHover(name: string, markdown: string, others: readonly string[]): Said {
  const said = new Map<string, string>();
  const line = (title: string): string => new RegExp(`^- ${title}: (.*)$`, 'm').exec(markdown)?.[1] ?? '';
  const named = (text: string): ReadonlySet<string> =>
    new Set([...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''));
  const unknown = named(line('Unknown'));
  for (const [title, pair] of [
    ['Reaches', (other: string) => `${name} -> ${other}`],
    ['Reached by', (other: string) => `${other} -> ${name}`],
  ] as const) {
    const [direct = '', host = ''] = line(title).split('; over the host ');
    for (const other of others) {
      const how = named(direct).has(other) ? 'direct' : named(host).has(other) ? 'host' : 'neither';
      said.set(`${pair(other)} kind`, how === 'neither' ? (unknown.has(other) ? 'unknown' : 'none') : how);
    }
  }
  const out = line('Way out');
  said.set(
    `${name} way out`,
    out.startsWith('yes') ? 'yes' : out === 'none' ? 'no' : out.startsWith('only') ? 'needs a route' : '?',
  );
  const host = line('Host');
  const tri = (yes: RegExp, no: RegExp, part: string): string =>
    yes.test(part) ? 'true' : no.test(part) ? 'false' : 'unknown';
  const [to = '', from = ''] = host.split('; ');
  said.set(`${name} toHost`, tri(/it reaches the host/, /it does not reach the host/, to));
  said.set(`${name} fromHost`, tri(/the host reaches it/, /the host does not reach it/, from));
  return said;
}
