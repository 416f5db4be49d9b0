// Opens an address in the person's browser where there is one. Never an error: the address is printed anyhow.

import { spawn } from 'node:child_process';

/** The command that opens `url` on this machine; null where nobody would see a browser, or none is wanted. */
export function openerFor(url, platform, env) {
  if (env.BROWSER === 'none' || env.CI) return null;
  if (platform === 'darwin') return { command: 'open', args: [url] };
  if (platform === 'win32') return { command: 'cmd', args: ['/c', 'start', '', url] };
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return null;
  return { command: env.BROWSER || 'xdg-open', args: [url] };
}

/** Starts the opener and forgets it. */
export function openBrowser(url) {
  const opener = openerFor(url, process.platform, process.env);
  if (opener === null) return;
  const child = spawn(opener.command, opener.args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
