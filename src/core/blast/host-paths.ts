// The paths, devices and device rules that give control of the host, as reported by CN511 and counted by P8.

import { memoize } from '../compose/memoize.ts';
import type { Mount, Service } from '../compose/topology.ts';
import { catalogueEntry } from '../images/catalogue.ts';
import { isControlSocket, isSocketMount } from './runtime-sockets.ts';

/** Paths whose write access controls the host; `true` includes everything below. */
const sensitivePaths: readonly (readonly [path: string, below: boolean])[] = [
  ['/etc', true],
  ['/root', true],
  ['/proc', true],
  ['/sys', true],
  ['/boot', true],
  ['/dev', false],
  ['/home', false],
  ['/usr', false],
  ['/bin', false],
  ['/sbin', false],
  ['/lib', false],
  ['/var/lib/docker', true],
  ['/var/lib/containerd', true],
  ['/var/log', false],
];

const harmlessPaths: ReadonlySet<string> = new Set([
  '/etc/localtime',
  '/etc/timezone',
  '/etc/hostname',
  '/etc/machine-id',
  '/etc/os-release',
  '/etc/resolv.conf',
  '/etc/ssl/certs',
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/letsencrypt',
]);

/** Entries of `/etc` that belong to the system itself; other folders there belong to one program. */
const systemFolders =
  /^(?:ssh|ssl|sudoers|pam|cron|systemd|docker|containerd|kubernetes|security|init|passwd|shadow|group|gshadow|hosts|fstab|ld\.so|apt|network|netplan|profile|modules|udev|rc)/;

/** Paths of personal keys and logins. An unset HOME leaves only the slash. */
const credentialPaths =
  /^(?:~|\/root|\/(?:home|Users)\/[^/]+)?\/(?:\.(?:ssh|gnupg|aws|kube|azure)(?:\/.+)?|\.docker(?:\/config\.json)?|\.config\/gcloud|\.netrc|\.git-credentials)$/;
const publicKeyFiles = /(?:\/known_hosts|\.pub)$/;

const memoryOrDisk =
  /^\/dev\/(?:mem|kmem|port|(?:sd|hd|vd|xvd)[a-z]\d*|nvme\d+n\d+(?:p\d+)?|mmcblk\d+(?:p\d+)?|dm-\d+|disk\/.+|mapper\/.+)(?::|$)/;
const kernelLog = /^\/dev\/kmsg(?::|$)/;
const noVolumes: ReadonlySet<string> = new Set();

/** Returns the mounts of a service that give control of the host, without control sockets. */
export const sensitiveMounts = memoize((service: Service): readonly Mount[] =>
  service.mounts.filter(
    (mount) =>
      mount.type === 'bind' &&
      isSensitive(mount.source) &&
      !isMeasured(service, mount) &&
      !isSocketMount(mount, noVolumes) &&
      !isControlSocket(mount),
  ),
);

/** Paths that a collector reads to measure the host or to gather its logs, which is its purpose. */
const measuredPaths =
  /^\/(?:(?:proc|sys|dev|etc\/(?:passwd|group|os-release|localtime|hostname|timezone))(?:\/.*)?|var\/log(?:\/.*)?|var\/lib\/docker(?:\/.*)?)?$/;

function isMeasured({ image, name }: Service, { source, readOnly }: Mount): boolean {
  return readOnly && isCollector(name, image) && measuredPaths.test(source.replace(/(?<=.)\/$/, ''));
}

/** True for a collector, by image or else by service name, since many are built under another image name. */
function isCollector(name: string, image: string | null): boolean {
  const kind = catalogueEntry(image)?.kind ?? (image === null ? catalogueEntry(name)?.kind : undefined);
  return kind === 'collector';
}

/** True when a container with a sensitive mount can change more of the host than its logs. */
export function changesHost({ source, readOnly }: Mount): boolean {
  return !readOnly && source.replace(/\/$/, '') !== '/var/log' && !kernelLog.test(source);
}

/** True when an item of `devices` is memory or a disk of the host. */
export function isMemoryOrDisk(device: string): boolean {
  return memoryOrDisk.test(device);
}

/** True when an item of `devices` is the kernel log. */
export function isKernelLog(device: string): boolean {
  return kernelLog.test(device);
}

/** True when a path gives control of the host. Whole path components are compared: `/etcetera` is not below `/etc`. */
function isSensitive(source: string): boolean {
  const path = source.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '');
  if (!/^~?\//.test(path) || harmlessPaths.has(path)) return false;
  if (kernelLog.test(path)) return true;
  if (credentialPaths.test(path)) return !publicKeyFiles.test(path);
  return sensitivePaths.some(
    ([folder, below]) =>
      path === folder || (below && path.startsWith(`${folder}/`) && !belongsToProgram(path)),
  );
}

/** True for a folder in `/etc` that belongs to a single program. */
function belongsToProgram(path: string): boolean {
  const [, , folder = ''] = path.split('/');
  return path.startsWith('/etc/') && !systemFolders.test(folder);
}

/** The major device numbers of disks: IDE and SCSI, device mapper, NVMe, virtio, MMC. */
const diskMajors: ReadonlySet<string> = new Set([
  '*',
  '3',
  '8',
  '65',
  '66',
  '179',
  '252',
  '253',
  '254',
  '259',
]);

/**
 * True when a rule of `device_cgroup_rules` opens every device, all of a kind, a disk, or memory to the container. With MKNOD, which Docker
 * grants by default, the container creates the device file itself.
 */
export function opensDevices(rule: string): boolean {
  const [, kind, major = '*', minor = '*', access = 'rwm'] =
    /^\s*([abc])(?:\s+(\d+|\*):(\d+|\*)(?:\s+([rwm]+))?)?\s*$/.exec(rule) ?? [];
  if (kind === undefined || !/[rw]/.test(access)) return false;
  if (kind === 'a') return major === '*';
  if (kind === 'b') return diskMajors.has(major);
  // Character devices 1:1, 1:2 and 1:4 are memory and I/O ports.
  return major === '*' || (major === '1' && /^[*124]$/.test(minor));
}
