import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readServedRecord } from '../../core/host/served-record.ts';
import { openRoots } from '../confined/root-folders.ts';
import { readEngine } from '../input/project-options.ts';
import { nodeFiles } from '../node-io.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { readFleetState } from './fleet-state.ts';
import { answerProject, readOnlyState } from './project-state.ts';
import { withStableNumbers } from './served-project.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const options = { profile: [], envFile: [], stackFile: [], engine: readEngine('28'), userlandProxy: true };

/** Copies the home lab into a folder of its own. */
function lab(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-fleet-'));
  folders.push(folder);
  cpSync(join(import.meta.dirname, '../../../e2e/stacks/home-lab'), folder, { recursive: true });
  return folder;
}

const read = (folder: string) =>
  readFleetState({ ...fakeIo({ cwd: folder }), ...nodeFiles(folder) }, openRoots(folder), '.', options);

describe('the fleet that is served', () => {
  it('has its file to write, and each machine with its stacks, its record and all files by their paths', async () => {
    const folder = lab();
    const state = await read(folder);
    const answer: unknown = JSON.parse(String(answerProject(state, new Set()).body));
    const record = readServedRecord(answer);
    expect(record).toEqual(answer);
    expect(record?.fleet).toMatchObject({ file: 'bulkhead.fleet.yaml', failed: [] });
    const nas = record?.fleet?.machines.find(({ name }) => name === 'nas');
    expect(nas).toMatchObject({ record: 'nas/machine.json', complete: true });
    expect(nas?.stacks.map(({ dir, order }) => [dir, ...order])).toContainEqual([
      'media',
      'nas/media/compose.yaml',
    ]);
    const writable = record?.files.filter((file) => file.writable).map(({ name }) => name) ?? [];
    expect(writable).toEqual(expect.arrayContaining(['bulkhead.fleet.yaml', 'mini/proxy/compose.yaml']));
    expect(record?.files.find(({ name }) => name === 'nas/machine.json')?.writable).toBe(false);
    expect(record?.mounted?.map(([name]) => name)).toContain('vps/edge/Caddyfile');
    const shown = readOnlyState(state);
    expect(shown.files.some((file) => file.writable)).toBe(false);
    const begun = ({ fleet, files }: typeof state) =>
      files[fleet?.machines[0]?.stacks[0]?.begins ?? -1]?.name;
    const again = withStableNumbers({ ...state, files: [...state.files].reverse() }, state);
    expect(begun(again)).toBe('mini/proxy/compose.override.yaml');
    expect(begun(shown)).toBeUndefined();
  });

  it('leaves unknown, with the place, what lies outside of its folder or cannot be read', async () => {
    const folder = lab();
    const outside = lab();
    rmSync(join(folder, 'nas'), { recursive: true });
    symlinkSync(join(outside, 'nas'), join(folder, 'nas'));
    writeFileSync(join(folder, 'mini/wiki/compose.yaml'), Uint8Array.of(0xff, 0xfe, 0, 0xd8));
    const { fleet, files } = await read(folder);
    const known = fleet?.machines.map(({ name, record, complete }) => [name, record, complete]);
    expect(known).toEqual(expect.arrayContaining([['nas', null, false]]));
    expect(known).toEqual(expect.arrayContaining([['vps', 'vps/machine.json', true]]));
    expect(known).toEqual(expect.arrayContaining([['mini', 'mini/machine.json', false]]));
    expect(files.some(({ name }) => name.startsWith('nas/'))).toBe(false);
    expect(fleet?.failed.join('\n')).toMatch(
      /bulkhead\.fleet\.yaml:\d+:\d+: nas\/machine\.json cannot be read/,
    );
  });

  it('is no fleet without a file of one', async () => {
    const folder = lab();
    rmSync(join(folder, 'bulkhead.fleet.yaml'));
    await expect(read(folder)).rejects.toThrow('there is no such file');
    const asked = readFleetState(fakeIo({ cwd: folder }), openRoots(folder), '.', {
      ...options,
      docker: true,
    });
    await expect(asked).rejects.toThrow('--docker does not work with --fleet on the page yet');
  });
});
