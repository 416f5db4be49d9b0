// The mounts that give a container the API of the container runtime (P2), by source, by target, and through volumes.

import { memoize } from '../compose/memoize.ts';
import type { GrantedFile, Mount } from '../compose/topology.ts';
import { topLevel } from '../compose/workspace/top-level.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { childOf, entriesOf, scalarText } from '../yaml/tree.ts';

const socketNames: ReadonlySet<string> = new Set([
  'docker.sock',
  'docker.raw.sock',
  'podman.sock',
  'containerd.sock',
  'crio.sock',
  'cri-dockerd.sock',
  'balena.sock',
  'balena-engine.sock',
]);

/** Folders of the host that hold a runtime socket. */
const socketFolders: ReadonlySet<string> = new Set([
  '/',
  '/run',
  '/var',
  '/var/run',
  '/run/containerd',
  '/var/run/containerd',
  '/run/podman',
  '/var/run/podman',
  '/run/crio',
  '/var/run/crio',
]);

/** Sockets through which a container commands the host: its services, virtual machines or other containers. */
const controlSockets =
  /^\/run\/(?:systemd(?:\/private|\/journal\/io\.systemd\.journal|\/io\.system\.[^/]+)?|dbus(?:\/system_bus_socket)?|libvirt(?:\/(?:libvirt|virtqemud)-sock)?|snapd\.socket|udev\/control)$|^\/var\/(?:snap\/lxd\/common|lib)\/(?:lxd|incus)\/unix\.socket$/;

/** True when a mount gives access to a control socket or its folder. */
export function isControlSocket({ type, source }: Pick<Mount, 'type' | 'source'>): boolean {
  return type === 'bind' && isControlPath(source);
}

function isControlPath(source: string): boolean {
  return controlSockets.test(normalise(source).replace(/^\/var\/run\//, '/run/'));
}

/** Returns the names of volumes that bind a runtime socket or a folder with one. */
export function socketVolumes(workspace: Workspace): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { key, value } of entriesOf(topLevel(workspace, 'volumes'))) {
    const device = scalarText(childOf(childOf(value, 'driver_opts'), 'device'));
    if (device !== null && holdsSocket(device)) found.add(key);
  }
  return found;
}

/** Top-level entries of the file through which a service gets a socket that commands the host. */
export interface HostSockets {
  /** The volumes found by `socketVolumes`. */
  readonly volumes: ReadonlySet<string>;
  /** The path on the host, by the name of the config or secret. */
  readonly configs: ReadonlyMap<string, string>;
  readonly secrets: ReadonlyMap<string, string>;
}

export const noHostSockets: HostSockets = { volumes: new Set(), configs: new Map(), secrets: new Map() };

/** Returns the volumes, configs and secrets of a file that give access to a host socket. */
export const hostSockets = memoize((workspace: Workspace): HostSockets => {
  const files = (kind: GrantedFile['kind']): ReadonlyMap<string, string> => {
    const found = new Map<string, string>();
    for (const { key, value } of entriesOf(topLevel(workspace, kind))) {
      const path = scalarText(childOf(value, 'file'));
      if (path !== null && (holdsSocket(path) || isControlPath(path))) found.set(key, path);
    }
    return found;
  };
  return { volumes: socketVolumes(workspace), configs: files('configs'), secrets: files('secrets') };
});

/** True when a mount gives access to a runtime socket. */
export function isSocketMount(mount: Mount, volumes: ReadonlySet<string>): boolean {
  if (mount.type === 'volume') return volumes.has(mount.source);
  if (mount.type !== 'bind') return false;
  // When the source is a variable, the target decides.
  return holdsSocket(mount.source) || socketNames.has(lastPart(normalise(mount.target)));
}

/** True when a path of the host is a runtime socket or a folder with one. */
export function holdsSocket(source: string): boolean {
  const path = normalise(source);
  return (
    socketFolders.has(path) || socketNames.has(lastPart(path)) || /[\\/]pipe[\\/]docker_engine$/i.test(source)
  );
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Normalizes a path: resolves `.`, `..` and repeated slashes and drops a trailing slash; relative paths stay relative. */
function normalise(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/');
}
