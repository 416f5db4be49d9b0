// The rights of a service after operations, without planning them: enough to say what a fix takes away before anybody tries it.

import type { Operation, PlainOperation } from '../compose/operations/operation.ts';
import { writtenItem } from '../compose/places.ts';
import { normalizeCapability } from '../compose/project/read/capabilities.ts';
import type { Service, Topology } from '../compose/topology.ts';
import { lostRights } from './lost-rights.ts';

/** Returns sentences, without a full stop, on what services can no longer do after operations; none for what they merely connect. */
export function rightsLostBy(
  operations: readonly Operation[],
  { services }: Pick<Topology, 'services'>,
): readonly string[] {
  const after = new Map<string, Service>();
  for (const operation of operations) {
    const plain = 'inner' in operation ? operation.inner : operation;
    if (!('service' in plain)) continue;
    const service = after.get(plain.service) ?? services.get(plain.service);
    if (service) after.set(plain.service, rightsAfter(service, plain));
  }
  return [...after].flatMap(([name, service]) => {
    const before = services.get(name);
    return before ? lostRights(before, service) : [];
  });
}

function without<T>(list: readonly T[], goes: (item: T) => boolean): readonly T[] {
  return list.some(goes) ? list.filter((item) => !goes(item)) : list;
}

/** Returns a service with the rights that an operation leaves or gives it; all else stays as it was. */
function rightsAfter(service: Service, operation: PlainOperation): Service {
  switch (operation.type) {
    case 'unset':
      return withoutKey(service, operation.key, operation.item);
    case 'unvolume':
      return { ...service, mounts: without(service.mounts, ({ target }) => target === operation.item) };
    case 'volume': {
      const [, target, options = ''] = operation.item.split(':');
      if (!options.split(',').includes('ro')) return service;
      const mounts = service.mounts.map((mount) =>
        mount.target === target ? { ...mount, readOnly: true } : mount,
      );
      return { ...service, mounts };
    }
    case 'cap-add':
      return { ...service, capAdd: [...service.capAdd, operation.capability] };
    case 'cap-drop':
      return { ...service, capDrop: [...service.capDrop, operation.capability] };
    case 'cap-unadd': {
      const gone = normalizeCapability(operation.capability) ?? operation.capability;
      const goes = (item: string): boolean => (normalizeCapability(item) ?? item) === gone;
      return { ...service, capAdd: without(service.capAdd, goes) };
    }
    case 'mode': {
      const { mode } = operation;
      return service.mode.kind === 'host' && mode.kind !== 'host'
        ? { ...service, mode: { kind: 'networks' } }
        : service;
    }
    case 'env':
      return {
        ...service,
        environment: [...service.environment, { key: operation.key, value: operation.value, path: [] }],
      };
    case 'command':
      return { ...service, command: operation.command };
    default:
      return service;
  }
}

/** Returns a service without a key, or one item of it, as far as its rights go. */
function withoutKey(service: Service, key: string, item: string | null): Service {
  const goes = (written: string): boolean => item === null || written === item;
  switch (key) {
    case 'privileged':
      return { ...service, privileged: false };
    case 'use_api_socket':
      return { ...service, useApiSocket: false };
    case 'pid':
      return { ...service, pid: null };
    case 'userns_mode':
      return { ...service, usernsMode: null };
    case 'cap_add':
      return { ...service, capAdd: without(service.capAdd, goes) };
    case 'devices':
      return { ...service, devices: without(service.devices, goes) };
    case 'device_cgroup_rules':
      return { ...service, deviceCgroupRules: without(service.deviceCgroupRules, goes) };
    case 'security_opt':
      return { ...service, securityOpt: without(service.securityOpt, goes) };
    case 'volumes':
    case 'tmpfs':
      return {
        ...service,
        mounts: without(
          service.mounts,
          ({ path, target }) => path[0] === key && goes(writtenItem(service, path) ?? target),
        ),
      };
    case 'configs':
    case 'secrets':
      return {
        ...service,
        grantedFiles: without(
          service.grantedFiles,
          ({ path, target }) => path[0] === key && goes(writtenItem(service, path) ?? target),
        ),
      };
    default:
      return service;
  }
}
