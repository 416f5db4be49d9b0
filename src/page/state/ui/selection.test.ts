import { describe, expect, it } from 'vitest';
import { isSelected, type Selection, subjectSelected, toggleSelected } from './selection.ts';

describe('selection', () => {
  it('tells a service from a network of the same name', () => {
    const selection: Selection = [{ type: 'service', name: 'front' }];
    expect(isSelected(selection, { type: 'service', name: 'front' })).toBe(true);
    expect(isSelected(selection, { type: 'network', name: 'front' })).toBe(false);
  });

  it('adds, and takes away again, without touching the others', () => {
    const web: Selection = [{ type: 'service', name: 'web' }];
    const both = toggleSelected(web, { type: 'tap', service: 'db', network: 'back' });
    expect(both).toHaveLength(2);
    expect(toggleSelected(both, { type: 'tap', service: 'db', network: 'back' })).toEqual(web);
  });

  it('reads the subjects of findings', () => {
    expect(subjectSelected('network:back')).toEqual({ type: 'network', name: 'back' });
    expect(subjectSelected('constructor')).toEqual({ type: 'service', name: 'constructor' });
  });
});
