// Which paths, devices and device rules give control of the host, as CN511 reports them and P8 counts them.

import { memoize } from '../compose/memoize.ts';
import type { Mount, Service } from '../compose/topology.ts';
import { catalogueEntry } from '../images/catalogue.ts';
import { isControlSocket, isSocketMount } from './runtime-sockets.ts';

/** Whoever writes there controls the host; `true` also for everything below. */
const grave: readonly (readonly [path: string, below: boolean])[] = [
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

const harmless: ReadonlySet<string> = new Set([
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

/** What in `/etc` is of the system itself; other folders there belong to one program. */
const ofSystem =
  /^(?:ssh|ssl|sudoers|pam|cron|systemd|docker|containerd|kubernetes|security|init|passwd|shadow|group|gshadow|hosts|fstab|ld\.so|apt|network|netplan|profile|modules|udev|rc)/;

/** Keys and logins of a person. An unset HOME leaves the slash alone. */
const credentials =
  /^(?:~|\/root|\/(?:home|Users)\/[^/]+)?\/(?:\.(?:ssh|gnupg|aws|kube|azure)(?:\/.+)?|\.docker(?:\/config\.json)?|\.config\/gcloud|\.netrc|\.git-credentials)$/;
const noSecret = /(?:\/known_hosts|\.pub)$/;

const memory =
  /^\/dev\/(?:mem|kmem|port|(?:sd|hd|vd|xvd)[a-z]\d*|nvme\d+n\d+(?:p\d+)?|mmcblk\d+(?:p\d+)?|dm-\d+|disk\/.+|mapper\/.+)(?::|$)/;
const kernelLog = /^\/dev\/kmsg(?::|$)/;
const noVolumes: ReadonlySet<string> = new Set();

/** Mounts of a service that give control of the host; without the sockets that command it. */
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

/** What a collector reads to measure the host or to gather its logs, and cannot change: that is what it is there for. */
const measured =
  /^\/(?:(?:proc|sys|dev|etc\/(?:passwd|group|os-release|localtime|hostname|timezone))(?:\/.*)?|var\/log(?:\/.*)?|var\/lib\/docker(?:\/.*)?)?$/;

function isMeasured({ image, name }: Service, { source, readOnly }: Mount): boolean {
  return readOnly && isCollector(name, image) && measured.test(source.replace(/(?<=.)\/$/, ''));
}

/** By the image, else by the name: many are built or rebuilt under another one. */
function isCollector(name: string, image: string | null): boolean {
  const kind = catalogueEntry(image)?.kind ?? (image === null ? catalogueEntry(name)?.kind : undefined);
  return kind === 'collector';
}

/** Whether a container with a sensitive mount can change more of the host than a log. */
export function changesHost({ source, readOnly }: Mount): boolean {
  return !readOnly && source.replace(/\/$/, '') !== '/var/log' && !kernelLog.test(source);
}

/** Whether an item of `devices` is memory or a disk of the host. */
export function isMemoryOrDisk(device: string): boolean {
  return memory.test(device);
}

/** Whether an item of `devices` is the kernel's log. */
export function isKernelLog(device: string): boolean {
  return kernelLog.test(device);
}

/** Compares whole components of the path: `/etcetera` is not below `/etc`. */
function isSensitive(source: string): boolean {
  const path = source.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '');
  if (!/^~?\//.test(path) || harmless.has(path)) return false;
  if (kernelLog.test(path)) return true;
  if (credentials.test(path)) return !noSecret.test(path);
  return grave.some(
    ([folder, below]) => path === folder || (below && path.startsWith(`${folder}/`) && !isOwn(path)),
  );
}

/** A folder in `/etc` that a program was given for itself. */
function isOwn(path: string): boolean {
  const [, , folder = ''] = path.split('/');
  return path.startsWith('/etc/') && !ofSystem.test(folder);
}

/** Major numbers of disks: IDE and SCSI, device mapper, NVMe, virtio, MMC. */
const disks: ReadonlySet<string> = new Set(['*', '3', '8', '65', '66', '179', '252', '253', '254', '259']);

/**
 * Whether a rule of `device_cgroup_rules` lets the container read or write every device, all of a kind, a disk, or memory: with MKNOD, which
 * Docker grants by default, the container makes the device file itself.
 */
export function opensDevices(rule: string): boolean {
  const [, kind, major = '*', minor = '*', access = 'rwm'] =
    /^\s*([abc])(?:\s+(\d+|\*):(\d+|\*)(?:\s+([rwm]+))?)?\s*$/.exec(rule) ?? [];
  if (kind === undefined || !/[rw]/.test(access)) return false;
  if (kind === 'a') return major === '*';
  if (kind === 'b') return disks.has(major);
  // Character devices 1:1, 1:2 and 1:4 are memory and ports.
  return major === '*' || (major === '1' && /^[*124]$/.test(minor));
}
