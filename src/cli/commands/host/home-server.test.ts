import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createNodeIo } from '../../node-io.ts';
import { call } from '../../testing/call.ts';

/** Returns the files of the home server in `e2e/stacks`, in memory. */
function homeServer(): Record<string, string> {
  const root = join(import.meta.dirname, '../../../../e2e/stacks/home-server');
  const io = createNodeIo();
  const files: Record<string, string> = {};
  for (const stack of io.listFolder(root).folders) {
    for (const file of io.listFolder(join(root, stack)).files) {
      files[`/srv/${stack}/${file}`] = readFileSync(join(root, stack, file), 'utf8');
    }
  }
  return files;
}

interface Found {
  readonly rule: string;
  readonly stack: string | null;
  readonly subjects: readonly string[];
  readonly fixes: readonly {
    readonly edits?: readonly { readonly stack: string; readonly operations: readonly string[] }[];
  }[];
}

async function across(files: Readonly<Record<string, string>>): Promise<readonly Found[]> {
  const { out } = await call(['check', '--host', '--format', 'json'], { files, cwd: '/srv' });
  return JSON.parse(out).findings.filter(({ rule }: Found) => rule.startsWith('CN8'));
}

const explain = async (files: Readonly<Record<string, string>>, from: string, to: string) =>
  (await call(['explain', '--host', from, to], { files, cwd: '/srv' })).out;

/** Returns the files after a fix, applied by one `edit --write` for each stack it names. */
async function fixed(
  files: Readonly<Record<string, string>>,
  edits: readonly { readonly stack: string; readonly operations: readonly string[] }[],
): Promise<Record<string, string>> {
  const after = { ...files };
  for (const { stack, operations } of edits) {
    const file = `/srv/${stack}/compose.yaml`;
    const { code, err, io } = await call(['edit', file, ...operations, '--write'], {
      files: after,
      cwd: '/srv',
    });
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    after[file] = io.text(file);
  }
  return after;
}

describe('a home server of thirteen stacks behind one proxy', () => {
  const before = homeServer();

  it('has a port that two publish, a name that two answer to, data on the network of the proxy', async () => {
    const found = await across(before);
    const subjects = (rule: string) => found.filter((one) => one.rule === rule).map((one) => one.subjects[0]);
    expect(subjects('CN802')).toEqual(['monitoring/grafana']);
    expect(subjects('CN803').length).toBeGreaterThan(0);
    expect(new Set(subjects('CN809'))).toEqual(new Set(['nextcloud/db', 'paperless/broker', 'paperless/db']));
    expect(subjects('CN804')).toEqual(['network:proxy']);
    expect(await explain(before, 'vaultwarden', 'nextcloud/db')).toContain(
      'resolves to either of nextcloud/db, paperless/db (stacks nextcloud and paperless) on proxy',
    );
  });

  it('is split by a fix, a network for each stack and the proxy: apps no longer meet, the proxy reaches all', async () => {
    const flat = (await across(before)).find(({ rule }) => rule === 'CN804');
    const after = await fixed(before, flat?.fixes[0]?.edits ?? []);
    expect((await across(after)).map(({ rule }) => rule)).not.toContain('CN804');
    expect(await explain(after, 'vaultwarden', 'nextcloud/db')).toContain('\ndirect: no\n');
    expect(await explain(after, 'vaultwarden', 'nextcloud/db')).toContain('\nname: no\n');
    for (const app of [
      'vaultwarden',
      'immich-server',
      'gitea/gitea',
      'nextcloud/app',
      'paperless/webserver',
    ]) {
      expect(await explain(after, 'traefik', app)).toContain('\ndirect: yes\n');
      expect(await explain(after, 'outside', app)).toContain('\nthrough a proxy: yes\n');
    }
  });
});
