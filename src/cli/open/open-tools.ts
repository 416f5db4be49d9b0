// What `open` does to the machine beside files and streams, passed in so that tests decide when it ends.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { handOver } from './handover.ts';

/** Returns an address that admits one browser; `spent` is called when it was used. */
type MintAddress = (spent: () => void) => string;

export interface OpenTools {
  /** The folder of the built page, beside the built command. */
  readonly pageFolder: string;
  /** Opens a browser, if there is one, at an address of `mint`; returns a function that removes leftover files. */
  openBrowser(mint: MintAddress, env: ReadonlyMap<string, string>): () => void;
  /** Resolves when the terminal interrupts. */
  ended(): Promise<void>;
}

export const openTools: OpenTools = {
  pageFolder: join(import.meta.dirname, '..', 'page'),
  openBrowser,
  ended: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    }),
};

// Opens an address in the person's browser where there is one. Never an error: the address is printed anyhow.
type Environment = ReadonlyMap<string, string>;

/** Returns the command that opens `url`; null when nobody would see a browser or none is wanted. */
export function browserCommand(url: string, platform: string, env: Environment): readonly string[] | null {
  if (env.get('BROWSER') === 'none' || env.has('CI')) return null;
  if (platform === 'darwin') return ['open', url];
  if (platform === 'win32') return ['cmd', '/c', 'start', '', url];
  if (!env.get('DISPLAY') && !env.get('WAYLAND_DISPLAY')) return null;
  return [env.get('BROWSER') || 'xdg-open', url];
}

/** Starts the browser without waiting for it. */
function openBrowser(mint: MintAddress, env: Environment): () => void {
  if (browserCommand('', process.platform, env) === null) return () => {};
  let remove = (): void => {};
  try {
    const handover = handOver(mint(() => remove()));
    remove = handover.remove;
    const [command = '', ...args] = browserCommand(handover.url, process.platform, env) ?? [];
    const child = spawn(command, args, { stdio: 'ignore', detached: true });
    child.on('error', () => {});
    child.unref();
  } catch {
    // Nowhere to put the file: the address in the terminal remains.
  }
  return remove;
}
