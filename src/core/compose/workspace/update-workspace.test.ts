import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, type Edits } from '../../text/edit.ts';
import { propertyRuns } from '../testing/property-runs.ts';
import { openWorkspace } from './open-workspace.ts';
import { updateWorkspace } from './update-workspace.ts';
import type { WorkspaceInput } from './workspace.ts';

const texts = new Map([
  [
    'a.yaml',
    'include: [c.yaml]\nservices:\n  web:\n    image: web\n    networks: [front]\n  db:\n    image: db\nnetworks:\n  front:\n',
  ],
  ['b.yaml', 'services:\n  web:\n    networks: [back]\n  db:\n    extends: web\nnetworks:\n  back:\n'],
  ['c.yaml', 'services:\n  far:\n    image: far\n    networks: [back]\n'],
]);
const input: WorkspaceInput = { order: ['a.yaml', 'b.yaml'], texts, environment: new Map() };

function replace(file: string, from: string, to: string): ReadonlyMap<string, Edits> {
  const at = texts.get(file)?.indexOf(from) ?? 0;
  return new Map([[file, [{ from: at, to: at + from.length, insert: to }]]]);
}

describe('updateWorkspace', () => {
  it('keeps every service that an edit does not touch', () => {
    const before = openWorkspace(input);
    const after = updateWorkspace(before, replace('b.yaml', '[back]', '[front]'));
    expect(after.topology.services.get('far')).toBe(before.topology.services.get('far'));
    expect(after.topology.services.get('web')).not.toBe(before.topology.services.get('web'));
    expect(after.topology.networks.get('front')).toBe(before.topology.networks.get('front'));
  });

  it('begins a file that is not there yet as an override, and forgets it when it is emptied', () => {
    const before = openWorkspace(input);
    const text = 'services:\n  web:\n    user: "1"\n';
    const made = updateWorkspace(before, new Map([['d.yaml', [{ from: 0, to: 0, insert: text }]]]));
    expect(made.input.order).toEqual(['a.yaml', 'b.yaml', 'd.yaml']);
    expect(made.topology.services.get('web')?.user).toBe('1');
    const gone = updateWorkspace(made, new Map([['d.yaml', [{ from: 0, to: text.length, insert: '' }]]]));
    expect(gone.input).toEqual(before.input);
    expect(gone.stale).toBe(false);
  });

  it('equals opening the new texts, whatever is typed', () => {
    const files = [...texts.keys()];
    const edit = fc.record({
      file: fc.constantFrom(...files),
      at: fc.nat(120),
      cut: fc.nat(12),
      insert: fc.constantFrom('', 'x', '\n', '  web:\n', '    user: me\n', ': ', 'networks: [front]', '#'),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 6 }), (edits) => {
        let workspace = openWorkspace(input);
        for (const { file, at, cut, insert } of edits) {
          const text = workspace.input.texts.get(file) ?? '';
          const from = Math.min(at, text.length);
          const own: Edits = [{ from, to: Math.min(from + cut, text.length), insert }];
          workspace = updateWorkspace(workspace, new Map([[file, own]]));
          expect(workspace.input.texts.get(file) ?? '').toBe(applyEdits(text, own));
        }
        const fresh = openWorkspace(workspace.input);
        expect(workspace.stale).toBe(fresh.stale);
        expect(workspace.problems).toEqual(fresh.problems);
        expect(workspace.missing).toEqual(fresh.missing);
        if (!fresh.stale) expect(workspace.topology).toEqual(fresh.topology);
      }),
      { seed: 7, numRuns: propertyRuns(200) },
    );
  });
});
