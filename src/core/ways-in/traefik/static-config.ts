// Traefik's static configuration. A file, flags and the environment exclude each other: only the first existing one is used.

import type { Service } from '../../compose/topology.ts';
import { textBefore } from '../../text/cut.ts';
import { unknownFileReason } from '../files/config-file.ts';
import { readConfigTree } from '../files/config-tree.ts';
import { giveUp } from '../limits.ts';
import type { Entrance } from '../model.ts';
import { boundAddress } from '../network/addresses.ts';
import type { SourceLocation } from '../places.ts';
import { serviceLocation, type WaysContext } from '../ways-context.ts';
import {
  booleanAt,
  maxOptionDepth,
  newOptions,
  type Options,
  optionAt,
  setOption,
  textAt,
  treeOptions,
} from './options.ts';

export interface StaticConfig {
  readonly version: 1 | 2 | 3;
  readonly options: Options;
  readonly entryPoints: readonly EntryPoint[];
  /** The reason why further entry points may exist; null when these are all. */
  readonly unread: string | null;
  /** The source of the settings, as named in messages. */
  readonly source: string;
  /** The sources without effect, because an earlier source takes precedence. */
  readonly ignoredSources: readonly string[];
  /** True when an ignored source would have excluded containers without Traefik labels. */
  readonly ignoredExcludeContainers: boolean;
}

export interface EntryPoint extends Entrance {
  readonly options: Options;
  /** True when routers without entry points use this one. */
  readonly byDefault: boolean;
}

/** Reads the static configuration, or returns a sentence when it is unknown. */
export function readStatic(context: WaysContext, service: Service): StaticConfig | string {
  const version = versionOf(service.image);
  const source = sourceOf(context, service);
  if (typeof source === 'string') return source;
  const { options, ignoredSources } = source;
  const ignoredExcludeContainers =
    source.ignored.some((one) => excludesUnlabelled(one)) &&
    optionAt(options, 'providers.docker') !== undefined &&
    !excludesUnlabelled(options);
  const entryPoints = entryPointsOf(options, service);
  const lost = [...(optionAt(options, 'entrypoints')?.below.keys() ?? [])].find(
    (name) => !entryPoints.some((entry) => entry.name === name),
  );
  const unread =
    lost === undefined ? null : `The address of the entry point ${lost} of ${service.name} cannot be read.`;
  return {
    version,
    options,
    entryPoints,
    unread,
    source: source.name,
    ignoredSources,
    ignoredExcludeContainers,
  };
}

/** Returns the major version of an image's tag; the newest for a tag without a number. */
function versionOf(image: string | null): 1 | 2 | 3 {
  const [, tag = ''] = /:([^/:@]+)$/.exec(textBefore(image ?? '', '@')) ?? [];
  const [, major = ''] = /^v?(\d+)(?:[.-]|$)/.exec(tag) ?? [];
  if (major === '1' || /^(?:maroilles|alpine|morbier|cancoillotte)$/.test(tag)) return 1;
  return major === '2' ? 2 : 3;
}

/** True when containers without labels are excluded. */
function excludesUnlabelled(options: Options): boolean {
  return !booleanAt(optionAt(options, 'providers.docker'), 'exposedbydefault', true);
}

interface Source {
  readonly name: string;
  readonly options: Options;
  readonly ignoredSources: readonly string[];
  /** The settings of the ignored sources. */
  readonly ignored: readonly Options[];
}

const endings = ['toml', 'yaml', 'yml'];

function sourceOf(context: WaysContext, service: Service): Source | string {
  const flags = flagsOf(service);
  const variables = context.variables(service);
  const named = textAt(flags, 'configfile') ?? variables.values.get('TRAEFIK_CONFIGFILE') ?? null;
  const flagged = flags.below.size > 0 && !(flags.below.size === 1 && flags.below.has('configfile'));
  const inEnvironment = [...variables.values.keys()].filter((key) => /^TRAEFIK_/i.test(key));
  const also = (text: string, present: boolean) => (present ? [text] : []);
  const paths =
    named !== null
      ? [named.startsWith('/') ? named : `/${named}`]
      : endings.map((ending) => `/etc/traefik/traefik.${ending}`);
  const fromEnvironment = (): Options => {
    const options = newOptions();
    for (const key of inEnvironment) {
      const value = variables.values.get(key) ?? '';
      if (key.split('_').length > maxOptionDepth) giveUp(`${key.slice(0, 60)}… exceeds the nesting limit.`);
      const entry = service.environment.find((pair) => pair.key === key);
      setOption(options, key.split('_').slice(1), value, entry ? serviceLocation(service, entry.path) : null);
    }
    return options;
  };
  const files = context.files(service);
  for (const path of paths) {
    const found = files.at(path);
    if (found.kind === 'unread') return unknownFileReason(found, path, service);
    if (found.kind !== 'text') continue;
    const read = readConfigTree(found, path.slice(path.lastIndexOf('.') + 1));
    if (!read.ok) return read.because;
    const ignoredSources = [
      ...also('the command', flagged),
      ...also('the environment', inEnvironment.length > 0),
    ];
    return {
      name: found.file,
      options: treeOptions(read.tree, found),
      ignoredSources,
      ignored: [flags, fromEnvironment()],
    };
  }
  if (flagged)
    return {
      name: 'its command',
      options: flags,
      ignoredSources: also('the environment', inEnvironment.length > 0),
      ignored: [fromEnvironment()],
    };
  if (variables.unread !== null)
    return `${variables.unread} is not read; it may hold settings of ${service.name}.`;
  for (const key of variables.unknown) {
    if (/^TRAEFIK_/i.test(key)) return `${key} has no value in these files.`;
  }
  return { name: 'its environment', options: fromEnvironment(), ignoredSources: [], ignored: [] };
}

/** Reads flags such as `--a.b=c`, `--a.b c` and `--a.b`; a repeated flag appends its value with a comma. */
function flagsOf(service: Service): Options {
  const options = newOptions();
  const words =
    service.commandItems.length === 1 ? shellWords(service.commandItems[0] ?? '') : service.commandItems;
  for (let index = 0; index < words.length; index++) {
    const [, name = '', value] = /^--?([^=\s]+)(?:=([\s\S]*))?$/.exec(words[index] ?? '') ?? [];
    if (name === '') continue;
    const next = words[index + 1];
    const separate = value === undefined && next !== undefined && !next.startsWith('-');
    if (separate) index++;
    const names = name.split('.');
    if (names.length > maxOptionDepth) giveUp(`The flag ${name.slice(0, 60)}… exceeds the nesting limit.`);
    const before = textAt(options, name.toLowerCase());
    const declaredAt = serviceLocation(service, [
      'command',
      ...(service.commandItems.length === 1 ? [] : [index]),
    ]);
    const own = value ?? (separate ? next : 'true');
    setOption(options, names, before === null ? own : `${before},${own}`, declaredAt);
  }
  return options;
}

/** Splits a command line into words; quotes keep spaces. */
export function shellWords(line: string): readonly string[] {
  const words: string[] = [];
  for (const match of line.matchAll(/(?:[^\s"'\\]|\\[\s\S]|"(?:[^"\\]|\\[\s\S])*"|'[^']*')+/g)) {
    words.push(
      match[0].replace(/"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|\\([\s\S])/g, (_, a, b, c) => a ?? b ?? c),
    );
  }
  return words;
}

function entryPointsOf(options: Options, service: Service): readonly EntryPoint[] {
  const declared = optionAt(options, 'entrypoints');
  const found: EntryPoint[] = [];
  const named = [...(declared?.below ?? [])];
  const defaults = named.filter(([, one]) => /^true$/i.test(textAt(one, 'asdefault') ?? ''));
  for (const [name, one] of named) {
    const entry = entryPoint(name, textAt(one, 'address') ?? one.value ?? '', one, one.declaredAt);
    const isDefault = defaults.length > 0 ? defaults.some(([other]) => other === name) : true;
    if (entry)
      found.push({ ...entry, byDefault: isDefault && name !== 'traefik' && entry.protocol !== 'udp' });
  }
  const place: SourceLocation = serviceLocation(service, ['image']);
  if (named.length === 0) {
    const http = entryPoint('http', ':80', newOptions(), place);
    if (http) found.push({ ...http, byDefault: true });
  }
  if (needsInternal(options) && !found.some(({ name }) => name === 'traefik')) {
    const internal = entryPoint(
      'traefik',
      ':8080',
      newOptions(),
      optionAt(options, 'api')?.declaredAt ?? place,
    );
    if (internal) found.push({ ...internal, byDefault: false });
  }
  return found;
}

/** True when a feature uses the entry point `traefik`, which then need not be declared. */
function needsInternal(options: Options): boolean {
  const uses = (names: string) => {
    const option = optionAt(options, names);
    return option !== undefined && (textAt(option, 'entrypoint') ?? 'traefik') === 'traefik';
  };
  return (
    /^(?:true|1)$/i.test(textAt(options, 'api.insecure') ?? '') ||
    /^(?:true|1)$/i.test(textAt(options, 'providers.rest.insecure') ?? '') ||
    uses('ping') ||
    uses('metrics.prometheus')
  );
}

function entryPoint(
  name: string,
  address: string,
  options: Options,
  declaredAt: SourceLocation,
): Omit<EntryPoint, 'byDefault'> | null {
  const [, host = '', port = '', protocol = 'tcp'] =
    /^(.*):(\d+)(?:\/(tcp|udp))?$/i.exec(address.trim()) ?? [];
  if (port === '') return null;
  return {
    name,
    address: boundAddress(host),
    port: Number(port),
    protocol: protocol.toLowerCase() === 'udp' ? 'udp' : optionAt(options, 'http.tls') ? 'https' : 'http',
    declaredAt,
    options,
  };
}
