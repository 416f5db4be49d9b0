// Runs a child process with this one's standard streams and returns how it ended.

import { spawn } from 'node:child_process';

/** Runs a command and resolves with its exit code; 1 when a signal ended it or it cannot be started. */
export function runCommand(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    child.on('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Runs npm with the npm that started this process, otherwise with the one on the path. */
export function runNpm(args, options = {}) {
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('js')) return runCommand(process.execPath, [npm, ...args], options);
  return runCommand(npm ?? 'npm', args, options);
}
