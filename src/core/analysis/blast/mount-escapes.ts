// P2, P8: paths and devices of the host inside a container.

import type { Mount, Service } from '../../compose/topology.ts';
import { keyPlace } from '../places.ts';
import { opensDevices } from '../rules/facts/device-rules.ts';
import { isControlSocket, isSocketMount } from '../rules/facts/runtime-sockets.ts';
import type { Escape } from './escape.ts';

/** Whoever writes here writes the host's programs, accounts or kernel settings. */
const rootPaths = /^\/(?:$|(?:etc|root|proc|sys|boot|dev|usr|bin|sbin|lib|var\/lib\/docker)(?:\/|$))/;
const harmless: ReadonlySet<string> = new Set([
  '/etc/localtime',
  '/etc/timezone',
  '/dev/dri',
  '/dev/net/tun',
  '/dev/shm',
  '/dev/null',
]);
/** Raw disks and memory. */
const rawDevices = /^\/dev\/(?:sd|hd|vd|xvd|nvme|mmcblk|dm-|mapper|mem$|kmem$|port$)/;

/** The escapes that mounts, devices and the API socket of a service give; `sockets` are volumes that hold one. */
export function mountEscapes(service: Service, sockets: ReadonlySet<string>): readonly Escape[] {
  const found: Escape[] = [];
  for (const mount of service.mounts) {
    const at = ['services', service.name, ...mount.path];
    if (isSocketMount(mount, sockets)) {
      const text = 'holds the socket of the container runtime, read-only or not';
      found.push({ rule: 'P2', grade: 'host', certain: true, text, at });
    } else if (isControlSocket(mount)) {
      const text = `holds ${mount.source}, which commands the host, read-only or not`;
      found.push({ rule: 'P2', grade: 'host', certain: true, text, at });
    } else if (isSensitive(mount)) {
      const grade = mount.readOnly ? 'weakens' : 'host';
      const text = `${mount.readOnly ? 'reads' : 'writes'} ${mount.source} of the host`;
      found.push({ rule: 'P8', grade, certain: true, text, at });
    }
  }
  if (service.useApiSocket !== false) {
    const at = keyPlace(service, 'use_api_socket');
    const text = 'is given the socket of the container runtime';
    found.push({ rule: 'P2', grade: 'host', certain: service.useApiSocket === true, text, at });
  }
  if (service.privileged !== true) {
    for (const [index, rule] of service.deviceCgroupRules.entries()) {
      if (!opensDevices(rule)) continue;
      const at = ['services', service.name, 'device_cgroup_rules', index];
      found.push({ rule: 'P8', grade: 'host', certain: true, text: `may use devices by '${rule}'`, at });
    }
  }
  service.devices.forEach((device, index) => {
    const [source = ''] = device.split(':');
    if (harmless.has(source) || !source.startsWith('/')) return;
    const at = ['services', service.name, 'devices', index];
    const grade = rawDevices.test(source) ? 'host' : 'weakens';
    found.push({ rule: 'P8', grade, certain: true, text: `uses the device ${source} of the host`, at });
  });
  return found;
}

function isSensitive({ type, source }: Mount): boolean {
  if (type !== 'bind' || harmless.has(source)) return false;
  return rootPaths.test(source);
}
