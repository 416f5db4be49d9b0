// Git for tests: what a person has configured, and the repository that a hook runs the tests in, decide nothing.

import { execFileSync } from 'node:child_process';
import { devNull } from 'node:os';

/** Returns the environment without variables that point git elsewhere and without any user's configuration. */
function environment(home: string): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  // Git before 2.32 knows no GIT_CONFIG_GLOBAL, and looks into the home alone.
  const nobody = { HOME: home, XDG_CONFIG_HOME: home, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' };
  return { ...Object.fromEntries(others), ...nobody };
}

/** Runs git in `folder` and returns its trimmed output. */
export function git(folder: string, ...args: readonly string[]): string {
  const somebody = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  const options = { cwd: folder, env: environment(folder), encoding: 'utf8', stdio: 'pipe' } as const;
  return execFileSync('git', [...somebody, ...args], options).trim();
}

/** Makes `folder` a repository with the branch `main`; also works before git 2.28, which added `init -b`. */
export function initRepository(folder: string): void {
  git(folder, 'init', '-q');
  git(folder, 'symbolic-ref', 'HEAD', 'refs/heads/main');
}
