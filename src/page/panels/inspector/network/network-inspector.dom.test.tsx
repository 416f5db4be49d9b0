import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeepDockerName } from './network-inspector.tsx';

let host: HTMLElement;
let root: Root;

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
});

afterEach(() => {
  act(() => root.unmount());
  host.remove();
});

describe('the offer to keep a name in Docker', () => {
  it('says the name, and takes the tick', () => {
    const ticks: boolean[] = [];
    act(() =>
      root.render(
        <KeepDockerName
          dockerName="shop_front"
          checked={false}
          disabled={false}
          onChange={(checked) => ticks.push(checked)}
        />,
      ),
    );
    expect(host.textContent).toContain('shop_front');
    act(() => host.querySelector('input')?.click());
    expect(ticks).toEqual([true]);
  });
});
