// Runs a child process with this one's standard streams and returns how it ended.

import { spawn } from 'node:child_process';

/** Resolves with the exit code; a child that a signal ended, or that cannot be started, counts as 1. */
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

/** Runs npm with the very npm that started this process; `npm` on the path where there is none. */
export function runNpm(args, options = {}) {
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('js')) return runCommand(process.execPath, [npm, ...args], options);
  return runCommand(npm ?? 'npm', args, options);
}
