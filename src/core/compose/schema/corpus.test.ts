// Opt-in: `CORPUS_DIR=folder npx vitest run src/core/compose/schema/corpus` compares what is refused in every compose file
// below that folder with what `docker compose config` refuses.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { schemaCheck } from 'virtual:compose-schema';
import { describe, expect, it } from 'vitest';
import { parseDotEnv } from '../environment/dot-env.ts';
import { openDocument } from '../open-document.ts';
import { locate } from '../workspace/place-of.ts';

const folder = process.env.CORPUS_DIR;

function composeFiles(root: string): readonly string[] {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return names.filter((name) => /\.ya?ml$/.test(name)).map((name) => join(root, name));
}

/** Returns the reason why Compose refuses a file; null when it accepts the file. */
function refusalOf(file: string): string | null {
  const { PATH = '', HOME = '' } = process.env;
  const run = spawnSync('docker', ['compose', '-f', file, 'config', '-q'], {
    encoding: 'utf8',
    env: { PATH, HOME },
  });
  return run.status === 0 ? null : run.stderr.trim();
}

/** Returns `CODE LINE: message` for everything that is refused here. */
function refusedHere(file: string): readonly string[] {
  const dotEnv = join(dirname(file), '.env');
  const read = parseDotEnv(existsSync(dotEnv) ? readFileSync(dotEnv, 'utf8') : '', new Map());
  const environment = read.ok ? read.value : new Map<string, string>();
  const document = openDocument(readFileSync(file, 'utf8'), { environment, schema: schemaCheck });
  return document.problems
    .filter(({ kind }) => kind !== 'notice')
    .map(({ code, message, path, offset }) => `${code} ${offset ?? locate(document, path).line}: ${message}`);
}

const hasCompose = folder !== undefined && spawnSync('docker', ['compose', 'version']).status === 0;

/** The keys that the schema accepts and releases of Compose before these keys do not. */
const newer =
  /Additional property (?:models|provider|use_api_socket|interface_name|gw_priority|pre_start|image|include) is|pull_policy must be/;
/** Matches refusals that depend on other files, which this test leaves out. */
const elsewhere = /no such file|not found|Couldn't find/;

describe.skipIf(!hasCompose)('every file of the corpus', () => {
  it.each(folder ? composeFiles(folder) : [])('%s', (file) => {
    const refusal = refusalOf(file);
    if (refusal === null) expect(refusedHere(file)).toEqual([]);
    else if (!newer.test(refusal) && !elsewhere.test(refusal)) {
      expect(refusedHere(file), refusal).not.toEqual([]);
    }
  });
});
