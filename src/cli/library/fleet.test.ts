import { describe, expect, it } from 'vitest';
import { homeLab, homeStacks } from '../../core/fleet/testing/home-lab.ts';
import { call } from '../testing/call.ts';
import { connect, type Fleet, fleetCheck, fleetNames, fleetReach, openFleet } from './index.ts';

const texts: Record<string, string> = {
  'bulkhead.fleet.yaml': homeLab.replaceAll(/record: \w+\.json, /g, ''),
};
for (const [machine, stacks] of Object.entries(homeStacks))
  for (const [path, text] of Object.entries(stacks)) texts[`${machine}/${path}`] = text;
const files = Object.fromEntries(Object.entries(texts).map(([path, text]) => [`/lab/${path}`, text]));

const open = () => openFleet('.', { folder: '/lab', texts });
const printed = async (...words: readonly string[]) =>
  JSON.parse((await call([...words, '--fleet', '.', '--format', 'json'], { files, cwd: '/lab' })).out);

describe('openFleet', () => {
  it('shows what it read', async () => {
    const { machines, networks, services, notes } = await open();
    expect(machines).toEqual(['edge', 'nas', 'vps', 'laptop']);
    expect(networks).toEqual(['home', 'dmz', 'mesh', 'internet']);
    expect(services).toContain('nas/data/db');
    expect(notes).toEqual([]);
  });

  it('answers as the command does', async () => {
    const fleet = await open();
    const words = ['edge/web/worker', '192.168.1.12:5432'] as const;
    expect(connect(fleet, ...words)).toEqual(await printed('connect', ...words));
    expect(fleetReach(fleet)).toEqual(await printed('reach'));
    expect(fleetNames(fleet)).toEqual((await printed('reach', '--names')).hostNames);
    expect(fleetCheck(fleet)).toEqual(await printed('check'));
  });

  it('says in a BulkheadError what the command would', async () => {
    const fleet = await open();
    expect(() => connect(fleet, 'nobody', 'nas:22')).toThrow(/nobody is no service, machine or place here/);
    expect(() => connect({} as Fleet, 'edge', 'nas:22')).toThrow(/Give the result of openFleet/);
    await expect(openFleet('none.yaml', { folder: '/lab', texts })).rejects.toMatchObject({
      name: 'BulkheadError',
    });
  });
});
