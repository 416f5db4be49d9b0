import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createNodeIo } from '../../node-io.ts';
import { runCommandLine } from '../../run-command-line.ts';
import { call } from '../../testing/call.ts';
import { git, initRepository } from '../../testing/git.ts';
import { appStack, hostFiles } from '../../testing/host-files.ts';

const real = createNodeIo();
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Makes a repository whose commit holds `before` and whose work tree holds `after`; null removes a file. */
function repository(before: Record<string, string>, after: Record<string, string | null>) {
  const cwd = mkdtempSync(join(tmpdir(), 'bulkhead-host-'));
  folders.push(cwd);
  const write = (files: Record<string, string | null>) => {
    for (const [name, text] of Object.entries(files)) {
      const path = join(cwd, name);
      if (text === null) rmSync(path);
      else {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
    }
  };
  initRepository(cwd);
  write(before);
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '-qm', 'then');
  write(after);
  return cwd;
}

async function diff(cwd: string, words: readonly string[]) {
  const written = { out: '', err: '' };
  const print = async (chunks: Iterable<string>) => {
    for (const chunk of chunks) written.out += chunk;
  };
  const at = (path: string) => join(cwd, path);
  const io = {
    ...real,
    cwd,
    env: new Map<string, string>(),
    color: false,
    print,
    printPainted: print,
    complain: (message: string | readonly string[]) => {
      written.err += `${[message].flat().join('\n')}\n`;
    },
    readFile: (path: string) => real.readFile(path.startsWith('/') ? path : at(path)),
    kindOf: (path: string) => real.kindOf(path.startsWith('/') ? path : at(path)),
    listFolder: (path: string) => real.listFolder(path.startsWith('/') ? path : at(path)),
  };
  const code = await runCommandLine(io, ['diff', '--host', '--against', 'HEAD', ...words]);
  return { code, ...written };
}

const srv = Object.fromEntries(Object.entries(hostFiles).map(([path, text]) => [path.slice(1), text]));

describe('diff --host --against', () => {
  it('compares the stacks of a commit with those of now: stacks that came and went, pairs across them', async () => {
    const cwd = repository(srv, {
      'srv/wiki/compose.yaml': null,
      'srv/chat/compose.yaml': appStack('mattermost'),
    });
    const { code, out, err } = await diff(cwd, ['srv']);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('Stacks\n  + chat\n  - wiki\nServices\n  + chat/db\n  + chat/mattermost\n');
    expect(out).toContain('Connections across stacks\n  + blog/ghost reaches chat/mattermost\n');
    expect(out).toContain('Connections within stacks\n  + chat/db reaches chat/mattermost\n');
    expect(out).toContain('  - blog/ghost reaches wiki/wikijs\n');
  });

  it('says in JSON which stack a finding stands in, and that nothing opens where something closes', async () => {
    const cwd = repository(srv, {
      'srv/wiki/compose.yaml': appStack('wikijs').replace('[proxy, default]', '[default]'),
    });
    const { code, out } = await diff(cwd, ['srv', '--format', 'json']);
    const json = JSON.parse(out);
    expect({ code, version: json.version, host: json.host, opens: json.opens }).toEqual({
      code: 0,
      version: 1,
      host: true,
      opens: false,
    });
    expect(json.stacks).toEqual({ added: [], removed: [] });
    expect(json.assumed.old.wiki.assumed.files).toEqual(['srv/wiki/compose.yaml']);
    expect(json.connections.closed).toContainEqual({ from: 'blog/ghost', to: 'wiki/wikijs', kind: 'direct' });
    const found = [...json.findings.gained, ...json.findings.gone];
    expect(found.length).toBeGreaterThan(0);
    for (const { stack, file } of found) expect(file).toBe(`srv/${stack}/compose.yaml`);
  });

  it('finds nothing in what did not change, from a folder below the top', async () => {
    const cwd = repository(srv, {});
    expect(await diff(join(cwd, 'srv'), [])).toEqual({ code: 0, out: '0 opened, 0 closed\n', err: '' });
    const { out } = await diff(cwd, ['srv', '--format', 'markdown']);
    expect(out).toBe('## Network changes\n\n0 opened, 0 closed\n');
  });

  it('takes a folder that was not there for new, and reports a stack that could not be read then', async () => {
    const cwd = repository(
      { ...srv, 'old/bad/compose.yaml': '[' },
      { 'new/x/compose.yaml': appStack('x'), 'old/bad/compose.yaml': appStack('bad') },
    );
    const fresh = await diff(cwd, ['new']);
    expect(fresh.code).toBe(1);
    expect(fresh.err).toContain('new: missing at HEAD; its stacks count as new.');
    expect(fresh.out).toContain('Stacks\n  + x\n');
    const bad = await diff(cwd, ['old']);
    expect(bad.code).toBe(2);
    expect(bad.err).toMatch(/^at HEAD:\nold\/bad\/compose\.yaml:1:/m);
  });

  it('refuses folders of two repositories, and a call without a commit', async () => {
    const cwd = repository(srv, {});
    const other = repository(srv, {});
    expect((await diff(cwd, ['srv', other])).err).toContain(
      `--against: ${other} is not in the git repository of srv.`,
    );
    const { code, err } = await call(['diff', '--host', '.'], { files: hostFiles, cwd: '/srv' });
    expect({ code, err }).toEqual({
      code: 2,
      err: 'diff --host needs --against GITREF: it compares the stacks with their state at that commit.\n',
    });
  });
});
