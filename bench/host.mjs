// `npm run bench:host [-- --stacks 200 --services 1000 --rounds 7]`: how long `check --host` takes, from texts to the last line of JSON,
// as a ratio to the bare parses of the same texts. The TypeScript is made one file in a temporary folder first.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { importBundled } from '../scripts/import-bundled.mjs';

const words = { stacks: { type: 'string' }, services: { type: 'string' }, rounds: { type: 'string' } };
const { values } = parseArgs({ options: words });
const stacks = Number(values.stacks ?? 200);
const services = Number(values.services ?? 1000);
const rounds = Number(values.rounds ?? 7);
if (
  ![stacks, services, rounds].every((number) => Number.isInteger(number) && number > 0) ||
  services < stacks
) {
  process.stderr.write('npm run bench:host -- --stacks 200 --services 1000 --rounds 7\n');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-bench-host-'));
try {
  const { benchHost } = await importBundled('bench/host/main.ts', folder);
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  process.stdout.write(benchHost(stacks, services, rounds, () => collect({ type: 'minor' })));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
