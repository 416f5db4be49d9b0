// `device_cgroup_rules`: which of them open devices that hold the host. With MKNOD, which Docker grants by default, the container
// makes the device file itself.

/** Major numbers of disks: IDE and SCSI, device mapper, NVMe, virtio, MMC. */
const disks: ReadonlySet<string> = new Set(['*', '3', '8', '65', '66', '179', '252', '253', '254', '259']);

/** Whether a rule lets the container read or write every device, all of a kind, a disk, or memory. */
export function opensDevices(rule: string): boolean {
  const [, kind, major = '*', minor = '*', access = 'rwm'] =
    /^\s*([abc])(?:\s+(\d+|\*):(\d+|\*)(?:\s+([rwm]+))?)?\s*$/.exec(rule) ?? [];
  if (kind === undefined || !/[rw]/.test(access)) return false;
  if (kind === 'a') return major === '*';
  if (kind === 'b') return disks.has(major);
  // Character devices 1:1, 1:2 and 1:4 are memory and ports.
  return major === '*' || (major === '1' && /^[*124]$/.test(minor));
}
