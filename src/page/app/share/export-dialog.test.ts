import { describe, expect, it } from 'vitest';
import { selectedPart } from './export-dialog.tsx';

describe('the selection as a part of the project', () => {
  it('is its services and networks; a tap stands for its service', () => {
    expect(selectedPart([])).toBeNull();
    expect(
      selectedPart([
        { type: 'service', name: 'web' },
        { type: 'tap', service: 'db', network: 'back' },
        { type: 'network', name: 'front' },
      ]),
    ).toEqual({ services: new Set(['web', 'db']), networks: new Set(['front']) });
  });
});
