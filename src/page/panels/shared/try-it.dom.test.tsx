import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveHost, LiveStack } from '../../../core/host/running/live-host.ts';
import { outsidePlace } from '../../../core/reach/places.ts';
import { ok, refuse } from '../../../core/text/result.ts';
import type { TriedPair, TryPair } from '../../state/host/live-tools.ts';
import { openedHostOf } from '../../state/host/testing/opened-host.ts';
import { liveToolsStore, workStore } from '../../state/page-stores.ts';
import { TryIt } from './try-it.tsx';

let host: HTMLElement;
let root: Root;

const files = { 'blog/compose.yaml': 'services:\n  web: { image: ghost }\n  db: { image: mysql }\n' };
const live = (from: LiveStack['from']): LiveHost => ({
  readAt: 1,
  silent: null,
  engine: '29.7.2',
  networks: new Map(),
  stacks: [
    { file: 'blog/compose.yaml', project: 'blog-live', from, differences: [], readOnly: null, text: null },
  ],
});

const pair = (from: string, to: string, run: boolean): TriedPair => ({
  ...{ from, to, run },
  starts: ['a helper from busybox in the network namespace of blog-web-1'],
  asks: [`connects from ${from} to the TCP ports that ${to} listens on, 8 at most`],
  limits: { connections: 24, seconds: 60 },
  facts: [
    {
      ...{ fact: 'direct', title: 'at its own address', predicted: true, why: null },
      ...(run
        ? { asked: ['10.0.2.3:3306'], answered: [], measured: false }
        : { asked: [], answered: [], measured: null }),
    },
    {
      ...{ fact: 'published', title: 'at a published port', predicted: false, asked: [], answered: [] },
      ...{ measured: null, why: 'it publishes nothing' },
    },
  ],
});

function opened(tryPair: TryPair | null, from: LiveStack['from'] = 'both'): void {
  act(() => {
    workStore.openHost({ ...openedHostOf(files), live: live(from) });
    workStore.unfold('blog');
    liveToolsStore.setState({ tryPair });
  });
}

const show = (from: string, to: string) => act(() => root.render(<TryIt from={from} to={to} />));

async function press(text: string): Promise<void> {
  const button = [...host.querySelectorAll('button')].find((one) => one.textContent === text);
  if (button === undefined) throw new Error(`no button ${text}`);
  await act(async () => button.click());
}

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
});

afterEach(() => {
  act(() => root.unmount());
  host.remove();
  liveToolsStore.setState({ tryPair: null });
  workStore.close();
});

describe('one pair, tried', () => {
  it('lists what would be started before anything is, then shows what came back beside the prediction', async () => {
    const asked: string[] = [];
    opened(async (from, to, run) => {
      asked.push(`${from} ${to} ${run}`);
      return ok(pair(from, to, run));
    });
    show('web', 'db');
    await press('Try it…');
    expect(asked).toEqual(['blog-live/web blog-live/db false']);
    expect(host.textContent).toContain('a helper from busybox in the network namespace of blog-web-1');
    expect(host.textContent).toContain('at a published port: it publishes nothing');
    expect(host.querySelector('table')).toBeNull();
    await press('Try it now');
    expect(asked.at(-1)).toBe('blog-live/web blog-live/db true');
    const row = host.querySelector('[data-tried="direct"]');
    expect(row?.textContent).toContain('no answer at 10.0.2.3:3306');
    expect(row?.hasAttribute('data-different')).toBe(true);
    expect(host.querySelector('[data-tried="published"]')?.hasAttribute('data-different')).toBe(false);
  });

  it('starts nothing where the person goes back, and says why where the server refuses', async () => {
    const runs: boolean[] = [];
    opened(async (from, to, run) => {
      runs.push(run);
      return runs.length > 1 ? refuse('docker', 'Another pair is being tried.') : ok(pair(from, to, run));
    });
    show(outsidePlace, 'db');
    await press('Try it…');
    expect(host.querySelector('section')?.getAttribute('data-try')).toBe('outside blog-live/db');
    await press('Cancel');
    await press('Try it…');
    expect(host.querySelector('[role=alert]')?.textContent).toBe('Another pair is being tried.');
    expect(runs).toEqual([false, false]);
  });

  it('is offered only where a server tries pairs and the stack runs', () => {
    opened(null);
    show('web', 'db');
    expect(host.textContent).toBe('');
    opened(async () => refuse('docker', ''), 'files');
    show('web', 'db');
    expect(host.textContent).toBe('');
  });
});
