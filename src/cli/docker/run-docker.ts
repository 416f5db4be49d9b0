// The `docker` command of this machine: contexts, DOCKER_HOST and SSH hosts are those of the person who calls.

import { spawn } from 'node:child_process';
import type { Docker } from './ask-docker.ts';

// Longer than any probe; an Engine that does not answer must not block the command for ever.
const patience = 120;

/** Calls it. A call that does not end in time is ended, and whatever it started (SSH) with it. */
export const runDocker: Docker = (args, seconds = patience) =>
  new Promise((resolve) => {
    // A group of its own: Ctrl+C reaches only this process, which then ends what it started.
    const child = spawn('docker', [...args], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    // The streams may still be held open by SSH; that must not be waited for.
    const timer = setTimeout(() => {
      endGroup(child.pid);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ status: null, stdout, stderr: `${stderr}\nno answer within ${seconds} seconds` });
    }, seconds * 1000);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve({ status: null, stdout, stderr: error.message });
    });
    child.once('close', (status) => {
      clearTimeout(timer);
      resolve({ status, stdout, stderr });
    });
  });

/** Ends a process that was started with a group of its own, and all that it started. */
export function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}
