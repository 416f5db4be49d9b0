// Probes that an earlier run left behind, since it was killed: they end by themselves, and the next start removes them. A run that is going
// on beside this one keeps its own.

import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type Docker, workTimeout } from '../../docker/docker-command.ts';
import { probeLabel } from '../../docker/probe-label.ts';

/** The prefix of a probe's name, before the run and a number. */
export const probeName = 'bulkhead-verify-';

/** The label on every probe with the process that started it. */
const ownerLabel = `${probeLabel}.by`;

/** Returns the label value of this process. */
export function ownerMark(): string {
  return `${ownerLabel}=${hostname()}/${process.pid}`;
}

const ownRuns = new Set<string>();

/** Starts a new run of this process under an unguessable name. */
export function beginRun(): string {
  const run = randomBytes(12).toString('hex');
  ownRuns.add(run);
  return run;
}

/** Ends a run: its probes are removed, or left to the next start. */
export function endRun(run: string): void {
  ownRuns.delete(run);
}

/** Age in milliseconds from which no run waits for a probe, which should have ended by itself. */
const tooOld = 120_000;

const facts = `{{.Id}} {{.Name}} {{.Created}} {{index .Config.Labels "${probeLabel}"}} {{index .Config.Labels "${ownerLabel}"}}`;

/** Removes the probes of ended runs. Best effort: a probe that cannot be inspected or removed stays and ends by itself. */
export async function removeLeftProbes(docker: Docker): Promise<void> {
  const listed = await docker(['ps', '-aq', '--no-trunc', '--filter', `label=${probeLabel}`]);
  const ids = listed.stdout.split(/\s+/).filter((id) => /^[0-9a-f]{12,64}$/.test(id));
  if (listed.status !== 0 || ids.length === 0) return;
  const looked = await docker(['inspect', '--type', 'container', '--format', facts, ...ids]);
  // The Engine's clock: that of this machine may be another one.
  const time = await docker(['info', '--format', '{{.SystemTime}}']);
  const now = Date.parse(time.stdout.trim());
  const left = looked.stdout.split('\n').flatMap((line) => {
    const [id = '', name = '', created = '', mark = '', owner = ''] = line.trim().split(' ');
    // Through a proxy that drops filters the list is one of everything.
    const isProbe = /^[0-9a-f]{24}$/.test(mark) && name.startsWith(`/${probeName}${mark}-`);
    if (!isProbe || ownRuns.has(mark)) return [];
    return isGone(owner) || now - Date.parse(created) > tooOld ? [id] : [];
  });
  if (left.length > 0) await docker(['rm', '-f', ...left], workTimeout);
}

/** True when the process in a label ran on this machine and has ended. In a container, a restarted process has the same number. */
function isGone(owner: string): boolean {
  const [, host, number] = /^(.+)\/(\d+)$/.exec(owner) ?? [];
  if (host !== hostname() || number === undefined) return false;
  return Number(number) === process.pid || !isAlive(Number(number));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
