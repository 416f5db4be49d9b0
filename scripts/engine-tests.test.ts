import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

const script = fileURLToPath(new URL('engine-tests.mjs', import.meta.url));

/** Runs the script without a measurement: it needs root, and no test file has the given name. */
function measureNothing(args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^VITEST|^NODE_ENV$|^BULKHEAD/.test(name)),
  );
  return new Promise((resolve) => {
    const all = [script, ...args, 'no-file-has-this-name', '--passWithNoTests'];
    execFile(process.execPath, all, { env }, (error, stdout) => {
      resolve({ code: error === null ? 0 : Number(error.code), text: stdout });
    });
  });
}

describe.concurrent('npm run test:engine, where no Engine is measured', () => {
  it('is skipped with the reason', async ({ expect }) => {
    const { code, text } = await measureNothing([]);
    expect({ code, text }).toEqual({
      code: 0,
      text: expect.stringMatching(/^skipped: (needs|no test).*\n0 passed, 0 failed\n$/m),
    });
  });

  it('fails with the reason where a measurement is required', async ({ expect }) => {
    const { code, text } = await measureNothing(['--require']);
    expect({ code, text }).toEqual({
      code: 1,
      text: expect.stringMatching(
        /^failed: npm run test:engine: no Engine was measured, and --require wants one: (needs|no test).*\n0 passed, 1 failed\n$/m,
      ),
    });
  });
});
