// What Compose hashes of a service and of a network: its settings in one spelling, so that two versions are equal exactly where their
// hashes are. Short forms are unfolded, maps have no order, lists have one, and what is empty or zero counts as not said where
// Compose leaves it out of what it hashes.

import { dockerNameOf } from '../compose/docker-name-of.ts';
import { networkKeys } from '../compose/keys/file-keys.ts';
import { type Cast, type ComposeKey, keyBelow } from '../compose/keys/key.ts';
import { membershipKeys } from '../compose/keys/part-keys.ts';
import { serviceKeys } from '../compose/keys/service-keys.ts';
import {
  containerRange,
  hostRange,
  isPool,
  type PortRange,
  rangeText,
} from '../compose/project/ports/port-range.ts';
import { bytesOf } from '../compose/project/values/byte-size.ts';
import { secondsOf } from '../compose/project/values/duration.ts';
import { fieldsOf } from '../compose/project/values/fields-of.ts';
import { readExtraHosts, readKeyValues, readOptions } from '../compose/project/values/read-key-values.ts';
import { readText, readTexts } from '../compose/project/values/read-scalar.ts';
import { shellWords } from '../compose/project/values/shell-words.ts';
import type { Network, Service } from '../compose/topology.ts';
import { deref, itemsOf, type Tree } from '../yaml/tree.ts';
import { type ComposeVersion, composeDoes, newestMeasuredCompose } from './compose-versions.ts';

type Environment = ReadonlyMap<string, string>;
type Plain = string | null | readonly Plain[] | { readonly [key: string]: Plain };

interface Known {
  readonly environment: Environment;
  readonly compose: ComposeVersion;
  readonly text: string;
}

/** Services keep their identity while nothing of them is edited. */
const known = new WeakMap<Service, Known>();

/** The settings of a service that its hash is made from; equal texts, equal hashes. */
export function serviceSettings(
  service: Service,
  environment: Environment,
  compose: ComposeVersion = newestMeasuredCompose,
): string {
  const before = known.get(service);
  if (before?.environment === environment && before.compose === compose) return before.text;
  const text = settingsText(service, environment, compose);
  known.set(service, { environment, compose, text });
  return text;
}

function settingsText(service: Service, environment: Environment, compose: ComposeVersion): string {
  const settings: Record<string, Plain> = {};
  for (const [key, { value }] of fieldsOf(service.tree)) {
    if (serviceKeys.get(key)?.hash === 'never' || key.startsWith('x-') || key === 'networks') continue;
    if (key === 'depends_on' && composeDoes(compose, 'hashesWithoutDependsOn')) continue;
    if (key === 'profiles' && composeDoes(compose, 'hashesWithoutProfiles')) continue;
    const plain = serviceValue(service, key, value, environment);
    if (plain !== undefined) settings[key] = plain;
  }
  if (service.mode.kind === 'networks') settings.networks = memberships(service, environment);
  return written(settings);
}

/** The settings of a network that its hash is made from, its name in Docker among them; null for an external one. */
export function networkSettings(
  network: Network,
  project: string | null,
  environment: Environment,
): string | null {
  if (network.external === true) return null;
  const settings: Record<string, Plain> = {};
  for (const [key, { value }] of fieldsOf(network.tree)) {
    if (key === 'name' || key === 'external' || key.startsWith('x-')) continue;
    const plain = read(value, networkKeys.get(key), environment);
    if (plain !== undefined && !isEmptyMap(plain)) settings[key] = plain;
  }
  settings.name = dockerNameOf(network, project) ?? `?_${network.name}`;
  return written(settings);
}

/** The value of one key of a service; undefined where the hash has nothing of it. */
function serviceValue(
  service: Service,
  key: string,
  value: Tree,
  environment: Environment,
): Plain | undefined {
  const row = serviceKeys.get(key);
  switch (key) {
    case 'command':
    case 'entrypoint':
      return commandArguments(value, environment);
    case 'environment': {
      // A name alone takes its value from the caller; without one there it is hashed all the same.
      const pairs = readKeyValues(value, environment, []).map(({ key: name, value: own }) => [
        name,
        own ?? environment.get(name) ?? null,
      ]);
      return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
    }
    case 'extra_hosts': {
      const hosts: Record<string, string[]> = {};
      for (const { key: host, value: address } of readExtraHosts(value, environment))
        hosts[host] = [...(hosts[host] ?? []), address ?? ''];
      return isEmptyMap(hosts) ? undefined : hosts;
    }
    case 'ports':
      return ports(service, value, environment);
    case 'volumes':
      return nonEmpty(itemsOf(value).map((item, index) => volume(service, item, index, environment)));
    case 'configs':
    case 'secrets':
      return nonEmpty(
        itemsOf(value).map((item) => {
          const source = readText(item, environment);
          const plain = source === null ? (read(item, keyBelow(row, '-'), environment) ?? null) : { source };
          if (key === 'configs' || !isMap(plain) || plain.target !== undefined) return plain;
          return { ...plain, target: `/run/secrets/${plain.source ?? ''}` };
        }),
      );
    case 'devices':
      return nonEmpty(
        itemsOf(value).map((item) => {
          const text = readText(item, environment);
          if (text === null) return read(item, keyBelow(row, '-'), environment) ?? null;
          const [source = '', target = source, permissions = 'rwm'] = text.split(':');
          return { source, target, permissions };
        }),
      );
    case 'healthcheck': {
      const plain = read(value, row, environment);
      const test = fieldsOf(value).get('test')?.value;
      const text = readText(test, environment);
      return plain !== undefined && isMap(plain) && text !== null
        ? { ...plain, test: ['CMD-SHELL', text] }
        : plain;
    }
    case 'dns':
    case 'dns_search':
    case 'tmpfs':
    case 'env_file':
    case 'label_file':
      return deref(value)?.kind === 'scalar'
        ? nonEmpty(readTexts(value, environment))
        : read(value, row, environment);
    case 'depends_on':
      return Object.fromEntries(
        service.dependsOn.map(({ service: name, condition, required, restart }) => [
          name,
          { condition, required: `${required}`, restart: `${restart ?? false}` },
        ]),
      );
    case 'deploy': {
      const plain = read(value, row, environment);
      if (plain === undefined || !isMap(plain)) return plain;
      const { replicas: _, ...rest } = plain;
      // These two are there always.
      return Object.fromEntries(
        Object.entries(rest).filter(([name, ownPlain]) => {
          return !((name === 'resources' || name === 'placement') && isEmptyMap(ownPlain));
        }),
      );
    }
    default:
      return read(value, row, environment);
  }
}

/** `networks` by key: null where nothing is said of the membership, which differs from `{}`. */
function memberships({ tree, attachments }: Service, environment: Environment): Plain {
  const node = deref(fieldsOf(tree).get('networks')?.value);
  const fields = node?.kind === 'map' ? fieldsOf(node) : null;
  const settings: Record<string, Plain> = {};
  for (const { network } of attachments) {
    const value = fields?.get(network)?.value;
    const map = deref(value)?.kind === 'map' && value !== undefined;
    settings[network] = map ? (read(value, membership, environment) ?? {}) : null;
  }
  return settings;
}

const membership: ComposeKey = { below: membershipKeys };

/** A stretch of ports that is published; `rest`: everything else that is said of it. */
interface Mapped {
  readonly container: PortRange;
  readonly host: PortRange;
  readonly rest: string;
}

/** The published ports in their order; mappings that follow each other port by port are one range, as they are for Compose. */
function ports(service: Service, value: Tree, environment: Environment): Plain | undefined {
  const items = itemsOf(value);
  const entries: Plain[] = [];
  let open: Mapped | null = null;
  for (const { index, form, raw, bindings, problem } of service.ports) {
    if (problem !== null) {
      entries.push(raw);
      open = null;
      continue;
    }
    const fields = form === 'long' ? fieldsOf(items[index]) : null;
    const text = (key: string) => readText(fields?.get(key)?.value, environment) ?? '';
    for (const binding of bindings) {
      const { hostIp, hostPort, protocol } = binding;
      const rest = [hostIp, protocol, text('mode') || 'ingress', text('name'), text('app_protocol')].join(
        ' ',
      );
      const host = isPool(binding) ? null : hostRange(binding);
      const container = containerRange(binding);
      if (host === null) {
        entries.push({ host: hostPort, container: rangeText(container), rest });
        open = null;
        continue;
      }
      const follows: boolean =
        open?.rest === rest &&
        open.container.last + 1 === container.first &&
        open.host.last + 1 === host.first;
      const range: Mapped = {
        container: {
          first: follows && open !== null ? open.container.first : container.first,
          last: container.last,
        },
        host: { first: follows && open !== null ? open.host.first : host.first, last: host.last },
        rest,
      };
      if (follows) entries.pop();
      entries.push({ host: rangeText(range.host), container: rangeText(range.container), rest });
      open = range;
    }
  }
  return nonEmpty(entries);
}

/** One entry of `volumes` in its long form. */
function volume(service: Service, item: Tree, index: number, environment: Environment): Plain {
  const text = readText(item, environment);
  const mount = service.mounts.find(({ path }) => path[1] === index);
  if (text !== null && mount) {
    const { type, source, target, readOnly, propagation } = mount;
    const options = text.split(':').slice(2).join(':').split(',');
    const selinux = options.find((word) => word === 'z' || word === 'Z');
    const plain: Record<string, Plain> =
      type === 'bind'
        ? {
            bind: {
              create_host_path: 'true',
              ...(propagation === null ? {} : { propagation }),
              ...(selinux === undefined ? {} : { selinux }),
            },
          }
        : { volume: options.includes('nocopy') ? { nocopy: 'true' } : {} };
    return {
      type,
      target,
      ...(source === '' ? {} : { source, ...plain }),
      ...(readOnly ? { read_only: 'true' } : {}),
    };
  }
  const plain = read(item, keyBelow(serviceKeys.get('volumes'), '-'), environment);
  if (plain === undefined || !isMap(plain) || plain.type !== 'bind') return plain ?? null;
  const bind = plain.bind;
  const written = readText(
    fieldsOf(fieldsOf(item).get('bind')?.value).get('create_host_path')?.value,
    environment,
  );
  return {
    ...plain,
    bind: {
      ...(bind !== undefined && isMap(bind) ? bind : {}),
      ...(written === null ? { create_host_path: 'true' } : {}),
    },
  };
}

/** A command as its words; `[]` and nothing differ, as they do for the image's own command. */
function commandArguments(value: Tree, environment: Environment): Plain | undefined {
  const node = deref(value);
  if (node?.kind === 'seq') return readTexts(node, environment);
  const text = readText(node, environment);
  if (text === null) return undefined;
  return shellWords(text) ?? text;
}

/** The value of a key in one spelling; undefined where it is as good as not said. */
function read(tree: Tree, row: ComposeKey | undefined, environment: Environment): Plain | undefined {
  const node = deref(tree);
  if (node === null) return undefined;
  if (row?.hash === 'pairs') return pairs(readOptions(node, environment));
  if (node.kind === 'seq') {
    const item = keyBelow(row, '-');
    return nonEmpty(
      node.items.map((tree) => read(tree, item, environment) ?? (deref(tree)?.kind === 'map' ? {} : null)),
    );
  }
  if (node.kind === 'scalar') return readScalar(node, row, environment);
  const map: Record<string, Plain> = {};
  for (const [name, { value }] of fieldsOf(node)) {
    if (name.startsWith('x-')) continue;
    const plain = read(value, keyBelow(row, name), environment);
    if (plain !== undefined) map[name] = plain;
  }
  return map;
}

function readScalar(node: Tree, row: ComposeKey | undefined, environment: Environment): string | undefined {
  const text = readText(node, environment);
  if (text === null || text === '') return undefined;
  if (row?.hash === 'duration') return `${secondsOf(text) ?? text}`;
  const plain = spelled(text, row?.cast ?? null);
  const zeroIsAbsent = row?.hash === 'nonzero' || (row?.cast !== undefined && row.hash !== 'zero');
  return zeroIsAbsent && (plain === 'false' || Number(plain) === 0) ? undefined : plain;
}

/** A size in bytes and a number without what is not needed to write it. */
function spelled(text: string, cast: Cast | null): string {
  if (cast === 'size') return `${bytesOf(text) ?? text}`;
  return cast === 'number' && Number.isFinite(Number(text)) ? `${Number(text)}` : text;
}

function pairs(options: readonly { readonly key: string; readonly value: string }[]): Plain | undefined {
  const map = Object.fromEntries(options.map(({ key, value }) => [key, value]));
  return isEmptyMap(map) ? undefined : map;
}

function nonEmpty(items: readonly Plain[]): Plain | undefined {
  return items.length === 0 ? undefined : items;
}

function isMap(value: Plain): value is { readonly [key: string]: Plain } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isEmptyMap(value: Plain): boolean {
  return isMap(value) && Object.keys(value).length === 0;
}

/** As text, keys sorted. */
function written(value: Plain): string {
  return JSON.stringify(value, (_, inner: Plain) =>
    isMap(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}
