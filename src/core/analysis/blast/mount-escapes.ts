// P2, P8: paths and devices of the host inside a container.

import type { Service } from '../../compose/topology.ts';
import { keyPlace } from '../places.ts';
import { opensDevices } from '../rules/facts/device-rules.ts';
import { changesHost, isMemoryOrDisk, sensitiveMounts } from '../rules/facts/host-paths.ts';
import { type HostSockets, isControlSocket, isSocketMount } from '../rules/facts/runtime-sockets.ts';
import type { Escape } from './escape.ts';

/** Folders of programs: rules keep silent about them, for many are mounted to be read; whoever writes there has the host. */
const programs = /^\/(?:usr|bin|sbin|lib)(?:\/|$)/;
const harmless: ReadonlySet<string> = new Set(['/dev/dri', '/dev/net/tun', '/dev/shm', '/dev/null']);

/** The escapes that mounts, devices, given files and the API socket of a service give. */
export function mountEscapes(service: Service, sockets: HostSockets): readonly Escape[] {
  const found: Escape[] = [];
  const sensitive = sensitiveMounts(service);
  for (const mount of service.mounts) {
    const at = ['services', service.name, ...mount.path];
    if (isSocketMount(mount, sockets.volumes)) {
      const text = 'holds the socket of the container runtime, read-only or not';
      found.push({ rule: 'P2', grade: 'host', certain: true, text, at });
    } else if (isControlSocket(mount)) {
      const text = `holds ${mount.source}, which commands the host, read-only or not`;
      found.push({ rule: 'P2', grade: 'host', certain: true, text, at });
    } else if (sensitive.includes(mount) || (mount.type === 'bind' && programs.test(mount.source))) {
      const grade = changesHost(mount) ? 'host' : 'weakens';
      const text = `${mount.readOnly ? 'reads' : 'writes'} ${mount.source} of the host`;
      found.push({ rule: 'P8', grade, certain: true, text, at });
    }
  }
  if (service.useApiSocket !== false) {
    const at = keyPlace(service, 'use_api_socket');
    const text = 'is given the socket of the container runtime';
    found.push({ rule: 'P2', grade: 'host', certain: service.useApiSocket === true, text, at });
  }
  for (const { kind, source, path } of service.givenFiles) {
    const socket = sockets[kind].get(source);
    if (socket === undefined) continue;
    const at = ['services', service.name, ...path];
    found.push({ rule: 'P2', grade: 'host', certain: true, text: `is given ${socket} of the host`, at });
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
    const grade = isMemoryOrDisk(source) ? 'host' : 'weakens';
    found.push({ rule: 'P8', grade, certain: true, text: `uses the device ${source} of the host`, at });
  });
  return found;
}
