// The image that every service of the lab runs: a static busybox, nothing pulled from anywhere.

import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lab } from './lab.ts';
import { mustRun } from './run.ts';

const applets = ['sh', 'httpd', 'nslookup', 'cat', 'sleep'];

/** Builds `bulkhead-probe:1` in the lab's Engine. */
export async function loadProbeImage(lab: Lab, folder: string): Promise<void> {
  const root = join(folder, 'probe-image');
  for (const name of ['bin', 'etc', 'tmp']) await mkdir(join(root, name), { recursive: true });
  await copyFile(lab.busybox, join(root, 'bin', 'busybox'));
  for (const applet of applets) await symlink('busybox', join(root, 'bin', applet));
  const archive = join(folder, 'probe-image.tar');
  await mustRun('tar', ['-C', root, '-cf', archive, '.']);
  await lab.docker(['import', '--change', 'ENV PATH=/bin', archive, 'bulkhead-probe:1']);
}
