// The entry point of a Compose Bridge transformation: the canonical model in, manifests out, the report on standard error.
//   convert.mjs [IN [OUT [TEMPLATES]]], by default /in, /out and /templates, which are where Compose mounts them.
// BULKHEAD_ACCEPT=1, BULKHEAD_CLUSTER_CIDR=RANGE,… and BULKHEAD_SERVICE_TYPE=TYPE stand for the options of `bulkhead export`; as lines of
// TEMPLATES/bulkhead.env they count before the environment.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../dist/cli/bulkhead.js', import.meta.url));
const [input = '/in', output = '/out', templates = '/templates'] = process.argv.slice(2);

/**
 * The model such that a dollar sign stays one. Bridge writes it as it is, `docker compose config` twice; a single one anywhere says that it
 * is Bridge's.
 */
function withoutVariables(text) {
  const single = (text.match(/\$+/g) ?? []).some((signs) => signs.length % 2 === 1);
  return single ? text.replaceAll('$', '$$$$') : text;
}

/** What the person said, by name. */
function settings() {
  const file = join(templates, 'bulkhead.env');
  const said = { ...process.env };
  if (!existsSync(file)) return said;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, name, value] = /^\s*(BULKHEAD_[A-Z_]+)=(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined) said[name] = value;
    else if (!/^\s*(?:#.*)?$/.test(line))
      fail(`${file}: '${line.trim()}' is no BULKHEAD_NAME=VALUE. Mend or remove the line.`);
  }
  return said;
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

const model = join(input, 'compose.yaml');
if (!existsSync(model))
  fail(`${model}: there is no model. Run this by \`docker compose bridge convert -t IMAGE\`.`);
const {
  BULKHEAD_ACCEPT: accept = '',
  BULKHEAD_CLUSTER_CIDR: ranges = '',
  BULKHEAD_SERVICE_TYPE: type = '',
} = settings();
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-bridge-'));
try {
  writeFileSync(join(folder, 'compose.yaml'), withoutVariables(readFileSync(model, 'utf8')), { mode: 0o600 });
  const words = ['export', '--to', 'kubernetes', '--split', resolve(output), 'compose.yaml'];
  if (/^(?:1|true|yes)$/i.test(accept)) words.push('--accept');
  for (const range of ranges.split(/[\s,]+/)) if (range !== '') words.push('--cluster-cidr', range);
  if (type !== '') words.push('--service-type', type);
  // All variables are settled: none of this container's is meant. Profiles were chosen, too.
  const env = { COMPOSE_PROFILES: '*' };
  const { status, error } = spawnSync(process.execPath, ['--', command, ...words], {
    cwd: folder,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) throw error;
  if (status === 1) {
    process.stderr.write(
      'As a transformation it is accepted with BULKHEAD_ACCEPT=1: see docs/kubernetes.md.\n',
    );
  }
  process.exitCode = status ?? 2;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
