import { describe, expect, it } from 'vitest';
import { shortcutLabel } from './shortcuts.ts';

describe('shortcutLabel', () => {
  it('reads as the keys of the system do', () => {
    expect(shortcutLabel('$mod+Shift+z', false)).toBe('Ctrl ⇧ Z');
    expect(shortcutLabel('$mod+Shift+z', true)).toBe('⌘⇧Z');
    expect(shortcutLabel('Backspace', false)).toBe('Backspace');
    expect(shortcutLabel('$mod+Alt+s', false)).toBe('Ctrl Alt S');
  });
});
