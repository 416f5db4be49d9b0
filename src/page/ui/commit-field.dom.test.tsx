import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CommitField } from './commit-field.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

let root: Root;
let place: HTMLElement;

beforeEach(() => {
  place = document.createElement('div');
  document.body.append(place);
  root = createRoot(place);
});

afterEach(() => {
  act(() => root.unmount());
  place.remove();
});

function show(value: string, onCommit: (value: string) => string | null): HTMLInputElement {
  act(() => root.render(<CommitField label="Image" value={value} onCommit={onCommit} />));
  const input = place.querySelector('input');
  if (input === null) throw new Error('no field');
  return input;
}

function type(input: HTMLInputElement, text: string) {
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  act(() => {
    set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

function press(input: HTMLInputElement, key: string) {
  act(() => {
    input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  });
}

describe('CommitField', () => {
  it('has a label', () => {
    const input = show('nginx', () => null);
    expect(place.querySelector('label')?.htmlFor).toBe(input.id);
  });

  it('commits on Enter, and not while typing', () => {
    const onCommit = vi.fn(() => null);
    const input = show('nginx', onCommit);
    type(input, 'caddy');
    expect(onCommit).not.toHaveBeenCalled();
    press(input, 'Enter');
    expect(onCommit).toHaveBeenCalledExactlyOnceWith('caddy');
  });

  it('commits when it is left', () => {
    const onCommit = vi.fn(() => null);
    const input = show('nginx', onCommit);
    act(() => input.focus());
    type(input, 'caddy');
    act(() => input.blur());
    expect(onCommit).toHaveBeenCalledWith('caddy');
  });

  it('does nothing when nothing changed', () => {
    const onCommit = vi.fn(() => null);
    const input = show('nginx', onCommit);
    press(input, 'Enter');
    expect(onCommit).not.toHaveBeenCalled();
  });

  it('Escape puts the old value back', () => {
    const onCommit = vi.fn(() => null);
    const input = show('nginx', onCommit);
    type(input, 'caddy');
    press(input, 'Escape');
    expect(input.value).toBe('nginx');
    expect(onCommit).not.toHaveBeenCalled();
  });

  it('shows why a value was refused, beside it', () => {
    const input = show('80', () => 'A port is a number.');
    type(input, 'x');
    press(input, 'Enter');
    expect(place.querySelector('[role=alert]')?.textContent).toBe('A port is a number.');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(input.value).toBe('x');
  });

  it('follows the file', () => {
    const input = show('nginx', () => null);
    type(input, 'half');
    show('caddy', () => null);
    expect(input.value).toBe('caddy');
  });
});
