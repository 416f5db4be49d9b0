// How the browser gets the address that lets it in. The arguments of a program can be read by every user of the machine, so that they
// name a file which only its owner can read; it leads on to the address, which works once.

import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Handover {
  /** The address of the file for a browser. */
  readonly url: string;
  /** Removes the file, after the address was used or at the end. */
  remove(): void;
}

/** Returns the folder for the file. Browsers installed as snaps cannot see /tmp or hidden folders, only the rest of the home folder. */
function handoverFolder(): string {
  return existsSync('/snap/bin') ? homedir() : tmpdir();
}

/** Writes a file that redirects to `address`, in a folder of its own. Throws the file system's error. */
export function handOver(address: string, parent = handoverFolder()): Handover {
  const folder = mkdtempSync(join(parent, 'bulkhead-open-'));
  const file = join(folder, 'open.html');
  const lines = [
    '<!doctype html>',
    '<meta charset="utf-8">',
    '<meta name="referrer" content="no-referrer">',
    `<meta http-equiv="refresh" content="0;url=${address}">`,
    '<title>Bulkhead</title>',
    `<p><a href="${address}">Open Bulkhead</a></p>`,
    '',
  ];
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    chmodSync(folder, 0o700);
    writeFileSync(file, lines.join('\n'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    remove();
    throw error;
  }
  return { url: pathToFileURL(file).href, remove };
}
