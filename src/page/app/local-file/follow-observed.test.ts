import { describe, expect, it } from 'vitest';
import type { ObservedRecord } from '../../../core/observed/record.ts';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import { ok, refuse } from '../../../core/text/result.ts';
import { createLiveToolsStore } from '../../state/host/live-tools.ts';
import { importText } from '../../state/import/open-project.ts';
import { createWorkStore } from '../../state/work/work-store.ts';
import { followObserved } from './follow-observed.ts';

const record = (ports: readonly number[], to: string): ObservedRecord => ({
  version: 1,
  from: '2026-11-02T10:00:00Z',
  to,
  interval: 1,
  engine: '29.7.2',
  connections: ports.map((port) => ({
    ...{ from: 'web', to: 'db', port, protocol: 'tcp' as const, looks: 1 },
    ...{ first: '2026-11-02T10:00:00Z', last: to },
  })),
  listening: [],
  unseen: [],
});

function followed(answers: readonly (ObservedRecord | string)[]) {
  const work = createWorkStore(ruleBook);
  importText(work, 'compose.yaml', 'services:\n  web: { image: x }\n  db: { image: x }\n');
  const tools = createLiveToolsStore();
  const said: string[] = [];
  const taken: (ObservedRecord | undefined)[] = [];
  work.subscribe(({ options }, before) => {
    if (options.observed !== before.options.observed) taken.push(options.observed);
  });
  const left = [...answers];
  const asked = new Promise<void>((resolve) => {
    tools.setState({
      look: async () => {
        const next = left.shift();
        if (left.length === 0) resolve();
        if (next === undefined || typeof next === 'string') return refuse('docker', next ?? 'the end');
        return ok(next);
      },
    });
  });
  followObserved({ tools, work, failed: (why) => said.push(why), rest: async () => {} });
  return { tools, said, taken, asked };
}

describe('following what is seen', () => {
  it('takes a record whose connections are others, and not each count of looks', async () => {
    const first = record([80], '2026-11-02T10:00:05Z');
    const next = record([80, 443], '2026-11-02T10:00:15Z');
    const later = record([80, 443], '2026-11-02T10:00:50Z');
    const { tools, taken, said, asked } = followed([
      first,
      record([80], '2026-11-02T10:00:08Z'),
      next,
      later,
      'Docker does not answer.',
    ]);
    tools.setState({ following: true });
    await asked;
    await Promise.resolve();
    expect(taken).toEqual([first, next, later]);
    expect([said, tools.getState().following]).toEqual([['Docker does not answer.'], false]);
  });

  it('draws again soon while little was watched', async () => {
    const times = [0, 5, 10, 15, 20].map((second) =>
      record([80], `2026-11-02T10:00:${String(second).padStart(2, '0')}Z`),
    );
    const { tools, taken, asked } = followed([...times, 'the end']);
    tools.setState({ following: true });
    await asked;
    await Promise.resolve();
    expect(taken.map((one) => one?.to.slice(-3))).toEqual(['00Z', '05Z', '10Z', '20Z']);
  });

  it('asks nobody before it is wanted', () => {
    const { tools, taken } = followed([record([80], '2026-11-02T10:00:05Z')]);
    expect([taken, tools.getState().following]).toEqual([[], false]);
  });
});
