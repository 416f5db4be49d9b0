import { describe, expect, it } from 'vitest';
import { askDocker } from './ask-docker.ts';

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
