import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { recordedInspection } from '../../core/host/running/testing/recorded.ts';
import { answerTimeout, askDocker, type Docker, runDocker } from './docker-command.ts';
import { readRunningHost } from './read-running-host.ts';
import { recordedDocker } from './testing/recorded-docker.ts';

const path = process.env.PATH;
let folder = '';

/** Puts a fake `docker`, with the given script, first on the path. */
function dockerIs(script: string): void {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-docker-'));
  writeFileSync(join(folder, 'docker'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'docker'), 0o755);
  process.env.PATH = `${folder}${delimiter}${path}`;
}

afterEach(() => {
  process.env.PATH = path;
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(process.platform === 'win32')('the docker command', () => {
  it('gets its words as they are, and its output is taken', async () => {
    dockerIs('echo "$1|$2"; echo no >&2; exit 3');
    expect(await runDocker(['a b', '$HOME'])).toEqual({ status: 3, stdout: 'a b|$HOME\n', stderr: 'no\n' });
  });

  it('is ended with all that it started where no answer comes in time', async () => {
    // What it started keeps its output open, as SSH does.
    dockerIs('sleep 100 & wait');
    const asked = askDocker(runDocker, ['version', '--format'], 0.2);
    await expect(asked).rejects.toThrow(
      'docker version --format: no answer within 0.2 seconds (status none). Check that the Engine runs, and DOCKER_HOST or the context.',
    );
  });

  it('is ended where it prints more than is read', async () => {
    dockerIs('yes nothing of use & wait');
    await expect(askDocker(runDocker, ['logs', 'app'])).rejects.toThrow(
      'docker logs app: its answer is longer than the 64 MB that are read (status none).',
    );
  });

  it('is said to be missing where it is', async () => {
    process.env.PATH = join(tmpdir(), 'no-such-folder');
    await expect(askDocker(runDocker, ['version'])).rejects.toThrow(
      'this needs the docker command, which is not installed or not on PATH.',
    );
  });
});

describe('how long is waited', () => {
  /** Returns how many seconds each call of `read` may take. */
  async function secondsOf(read: (docker: Docker) => Promise<unknown>): Promise<readonly number[]> {
    const seconds: number[] = [];
    const { docker } = recordedDocker(recordedInspection);
    await read((args, most = answerTimeout) => {
      seconds.push(most);
      return docker(args, most);
    });
    return seconds;
  }

  it('is 15 seconds for each question, whichever the Engine stops to answer at, and longer for long lists only', async () => {
    const { containers, networks } = recordedInspection;
    const most = answerTimeout + 0.05 * Math.max(containers.length, networks.length);
    const seconds = await secondsOf((docker) => readRunningHost(docker));
    expect(seconds).toHaveLength(6);
    expect(answerTimeout).toBe(15);
    expect(Math.max(...seconds)).toBeLessThanOrEqual(most);
    expect(seconds.slice(0, 4)).toEqual([15, 15, 15, 15]);
  });
});

describe('a call of docker that fails', () => {
  it('is reported with what a runtime says on standard output, where standard error is silent', async () => {
    const stdout =
      'OCI runtime exec failed: exec failed: unable to start container process: exec: "sh": not found\n';
    const call = askDocker(async () => ({ status: 127, stdout, stderr: '' }), ['exec', 'x', 'sh']);
    await expect(call).rejects.toThrow(
      'docker exec x: OCI runtime exec failed: exec failed: unable to start',
    );
  });

  it('is reported in the words of the Engine, not in the hint at the manual after them', async () => {
    const stderr =
      "docker: Error response from daemon: no such thing\n\nRun 'docker run --help' for more information\n";
    const call = askDocker(async () => ({ status: 127, stdout: '', stderr }), ['run', '-d', 'x']);
    await expect(call).rejects.toThrow(
      'docker run -d: docker: Error response from daemon: no such thing (status 127)',
    );
  });
});
