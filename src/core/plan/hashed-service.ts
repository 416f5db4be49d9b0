// What Compose hashes of one key of a service: keys with a short form in their long one, and what Compose adds to them.

import { keyBelow } from '../compose/keys/key.ts';
import { serviceKeys } from '../compose/keys/service-keys.ts';
import { fieldsOf } from '../compose/project/values/fields-of.ts';
import { readExtraHosts, readKeyValues } from '../compose/project/values/read-key-values.ts';
import { readText, readTexts } from '../compose/project/values/read-scalar.ts';
import { shellWords } from '../compose/project/values/shell-words.ts';
import type { Service } from '../compose/topology.ts';
import { deref, itemsOf, type Tree } from '../yaml/tree.ts';
import { hashedPorts } from './hashed-ports.ts';
import { type Environment, isEmptyMap, isMap, nonEmpty, type Plain, plainOf } from './plain-settings.ts';

/** Returns the hashed value of one key of a service; undefined when the hash leaves the key out. */
export function hashedValue(
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
      return hashedPorts(service, value, environment);
    case 'volumes':
      return nonEmpty(itemsOf(value).map((item, index) => volume(service, item, index, environment)));
    case 'configs':
    case 'secrets':
      return nonEmpty(
        itemsOf(value).map((item) => {
          const source = readText(item, environment);
          const plain =
            source === null ? (plainOf(item, keyBelow(row, '-'), environment) ?? null) : { source };
          if (key === 'configs' || !isMap(plain) || plain.target !== undefined) return plain;
          return { ...plain, target: `/run/secrets/${plain.source ?? ''}` };
        }),
      );
    case 'devices':
      return nonEmpty(
        itemsOf(value).map((item) => {
          const text = readText(item, environment);
          if (text === null) return plainOf(item, keyBelow(row, '-'), environment) ?? null;
          const [source = '', target = source, permissions = 'rwm'] = text.split(':');
          return { source, target, permissions };
        }),
      );
    case 'healthcheck': {
      const plain = plainOf(value, row, environment);
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
        : plainOf(value, row, environment);
    case 'depends_on':
      return Object.fromEntries(
        service.dependsOn.map(({ service: name, condition, required, restart }) => [
          name,
          { condition, required: `${required}`, restart: `${restart ?? false}` },
        ]),
      );
    case 'deploy': {
      const plain = plainOf(value, row, environment);
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
      return plainOf(value, row, environment);
  }
}

/** Returns one entry of `volumes` in its long form. */
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
  const plain = plainOf(item, keyBelow(serviceKeys.get('volumes'), '-'), environment);
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

/** Returns a command as a list of words; `[]` and an absent command differ, as they do in Compose. */
function commandArguments(value: Tree, environment: Environment): Plain | undefined {
  const node = deref(value);
  if (node?.kind === 'seq') return readTexts(node, environment);
  const text = readText(node, environment);
  if (text === null) return undefined;
  return shellWords(text) ?? text;
}
