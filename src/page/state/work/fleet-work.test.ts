import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { parseOperation } from '../../../core/compose/operations/operation-text.ts';
import type { FleetEdit } from '../../../core/fleet/edit/fleet-edit.ts';
import { fleetFileName } from '../../../core/fleet/stated-fleet.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import { fleetEngine } from '../fleet/fleet-engine.ts';
import { readFleet } from '../import/read-fleet.ts';
import { drawnAnalysis, fleetAnalysis, hostAnalysis, hostStacks, unfoldedId } from './selectors.ts';
import { fileWork } from './stack-work.ts';
import { createWorkStore } from './work-store.ts';

const folder = join(import.meta.dirname, '../../../../e2e/stacks/home-lab');
const files = readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
  const path = join(entry.parentPath, entry.name);
  return entry.isFile() ? [[relative(folder, path), readFileSync(path, 'utf8')] as const] : [];
});
const texts = new Map(files);

/** Opens the fleet of the folder, and waits for its picture. */
async function opened() {
  const work = createWorkStore(ruleBook);
  const context = { folder: 'home-lab', schema: null, signal: new AbortController().signal };
  const fleet = await readFleet(fleetEngine, texts, context, async (path) => texts.get(path) ?? null);
  if (fleet === null) throw new Error('not read');
  work.openFleet(fleet, defaultReachOptions);
  const settled = () =>
    vi.waitFor(() => expect(work.getState().fleet).toMatchObject({ analyzing: false, checked: true }), {
      timeout: 30_000,
    });
  await settled();
  return { work, settled };
}

const forward = '8920/tcp -> nas';

describe('a fleet that is opened', () => {
  it('has its machines folded, with what is between them and the findings of each', async () => {
    const { work } = await opened();
    const analysis = fleetAnalysis(work.getState());
    expect(work.getState()).toMatchObject({ host: null, stacks: [], fleet: { failed: [], machine: null } });
    expect([...(analysis?.analyses.keys() ?? [])]).toEqual(['mini', 'nas', 'vps']);
    expect(
      [...(analysis?.facts.fleet.machines.values() ?? [])].filter(({ machine }) => machine),
    ).toHaveLength(3);
    expect(analysis?.findings.map(({ rule }) => rule)).toContain('CN842');
  });

  it('unfolds a machine as a host without working it out again, and a stack in it', async () => {
    const { work } = await opened();
    work.unfoldMachine('nas');
    const nas = hostAnalysis(work.getState());
    expect(nas).toBe(fleetAnalysis(work.getState())?.analyses.get('nas'));
    expect(hostStacks(work.getState()).map(({ id }) => id)).toEqual(['backup', 'media', 'photos']);
    work.unfold('media');
    expect(unfoldedId(work.getState())).toBe('media');
    expect(drawnAnalysis(work.getState())).toBe(nas?.analyses.get('media'));
    work.unfoldMachine('vps');
    expect(hostStacks(work.getState()).map(({ id }) => id)).toEqual(['edge']);
    work.unfoldMachine(null);
    expect(work.getState()).toMatchObject({ host: null, stacks: [], shown: null });
    expect(work.getState().fleet?.analyzing).toBe(false);
  });

  it('takes a change on disk in a folded machine, which changes what is between machines', async () => {
    const { work, settled } = await opened();
    const before = fleetAnalysis(work.getState());
    const file = 'nas/media/compose.yaml';
    const source = fileWork(work, file);
    const text = texts.get(file) ?? '';
    const at = text.indexOf('ports:');
    const edits = [{ from: at, to: at + 'ports:'.length, insert: 'expose:' }];
    source.dispatch({ type: 'edit-text', file, edits, label: 'changed on disk' });
    const record = 'vps/machine.json';
    const engine = { ...JSON.parse(texts.get(record) ?? ''), engine: '24.0.9' };
    work.takeRecord({ file: record, text: JSON.stringify(engine) });
    await settled();
    const after = fleetAnalysis(work.getState());
    expect(after?.analyses.get('vps')?.options.engine.text).toBe('24.0.9');
    expect(work.getState().host).toBeNull();
    expect(after?.facts.reach.ports.length).toBeLessThan(before?.facts.reach.ports.length ?? 0);
    expect(after?.analyses.get('mini')).toBe(before?.analyses.get('mini'));
    expect(work.undo()).toBe('changed on disk');
    await settled();
    expect(fleetAnalysis(work.getState())?.facts.reach.ports).toHaveLength(
      before?.facts.reach.ports.length ?? 0,
    );
  });

  it('edits its file and a stack as one step, and brings both back byte by byte', async () => {
    const { work, settled } = await opened();
    const textNow = () => work.getState().fleet?.text.session.workspace.input.texts.get(fleetFileName) ?? '';
    expect(textNow()).toContain(forward);
    const operation = parseOperation('add-network=added');
    const operations = operation.ok ? [operation.value] : [];
    const path = ['routers', 'gate', 'forwards', 1];
    const edits: readonly FleetEdit[] = [
      { machine: 'nas', stack: 'media', operations },
      { machine: null, edits: [{ do: 'remove', path }] },
    ];
    expect(work.operateFleet(edits, 'both')).toBeNull();
    expect(textNow()).not.toContain(forward);
    await settled();
    expect(fleetAnalysis(work.getState())?.findings.map(({ rule }) => rule)).not.toContain('CN842');
    expect(work.undo()).toBe('both');
    expect(textNow()).toBe(texts.get(fleetFileName));
    work.unfoldMachine('nas');
    const media = hostStacks(work.getState()).find(({ id }) => id === 'media');
    expect(media?.session.workspace.input.texts.get('nas/media/compose.yaml')).toBe(
      texts.get('nas/media/compose.yaml'),
    );
    expect(work.redo()).toBe('both');
    expect(textNow()).not.toContain(forward);
  });
});
