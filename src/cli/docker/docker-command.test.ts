import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { askDocker, runDocker } from './docker-command.ts';

const path = process.env.PATH;
let folder = '';

/** Puts a `docker` that is `script` in front of all others. */
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

  it('is said to be missing where it is', async () => {
    process.env.PATH = join(tmpdir(), 'no-such-folder');
    await expect(askDocker(runDocker, ['version'])).rejects.toThrow(
      'the docker command is needed, and is not installed or not on PATH.',
    );
  });
});

describe('a call of docker that fails', () => {
  it('is reported in the words of the Engine, not in the hint at the manual after them', async () => {
    const stderr =
      "docker: Error response from daemon: no such thing\n\nRun 'docker run --help' for more information\n";
    const call = askDocker(async () => ({ status: 127, stdout: '', stderr }), ['run', '-d', 'x']);
    await expect(call).rejects.toThrow(
      'docker run -d: docker: Error response from daemon: no such thing (status 127)',
    );
  });
});
