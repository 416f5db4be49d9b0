// What Compose says that the plan of `up` needs: its release, and what it would hash of each service.

import { type ComposeVersion, parseComposeVersion } from '../../core/plan/compose-versions.ts';
import type { Docker } from './docker-command.ts';

export interface ComposeReport {
  /** The release of Compose; null when it does not report one. */
  readonly compose: ComposeVersion | null;
  /** Returns Compose's hash of a service; null when it reports none. */
  readonly settingsOf: (service: string) => string | null;
  /** The reason why there are no hashes; null when there are. */
  readonly silent: string | null;
}

/** Asks Compose about the files that `words` name (`-f compose.yaml`); starts and changes nothing. */
export async function askCompose(docker: Docker, words: readonly string[]): Promise<ComposeReport> {
  const finished = await docker(['compose', 'version', '--short']);
  const hashed = await docker(['compose', ...words, 'config', '--hash', '*']);
  const hashes = new Map<string, string>();
  for (const line of hashed.status === 0 ? hashed.stdout.split('\n') : []) {
    const [service = '', hash = ''] = line.trim().split(/\s+/);
    if (hash !== '') hashes.set(service, hash);
  }
  return {
    compose: finished.status === 0 ? parseComposeVersion(finished.stdout.trim()) : null,
    settingsOf: (service) => hashes.get(service) ?? null,
    silent: hashed.status === 0 ? null : hashed.stderr.trim().split('\n').at(-1) || 'no reason given',
  };
}
