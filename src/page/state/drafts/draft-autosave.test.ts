import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { propertyRuns } from '../../../core/compose/testing/property-runs.ts';
import type { ObservedRecord } from '../../../core/observed/record.ts';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import { changedFiles } from '../../../core/session/session-files.ts';
import { textChange } from '../files/text-change.ts';
import { openedHostOf } from '../host/testing/opened-host.ts';
import { importText } from '../import/open-project.ts';
import { takeObserved } from '../work/records.ts';
import { drawnSession, hostStacks } from '../work/selectors.ts';
import { createWorkStore } from '../work/work-store.ts';
import { createDraftStatusStore } from './draft.ts';
import { createDraftAutosave } from './draft-autosave.ts';
import type { DraftClaims } from './draft-store.ts';
import { type MemoryDraftStore, memoryClaims, memoryDraftStore } from './testing/memory-draft-store.ts';

const base = 'services:\n  web:\n    image: nginx\n';

let serial = 0;

/** Returns a tab of a browser with this store and these locks; `following`: it is shown what a server sees. */
function tab(store: MemoryDraftStore, claims: DraftClaims, following = false) {
  const work = createWorkStore(ruleBook);
  const drafts = createDraftStatusStore();
  let lost = 0;
  const autosave = createDraftAutosave({
    work,
    drafts,
    store,
    claims,
    newId: () => `draft-${++serial}`,
    now: () => Date.now(),
    isTaken: () => false,
    isFollowing: () => following,
    onLost: () => lost++,
  });
  autosave.start();
  const text = () => drawnSession(work.getState())?.workspace.input.texts.get('compose.yaml');
  function type(to: string): void {
    const edits = textChange(text() ?? '', to);
    work.dispatch({ type: 'edit-text', file: 'compose.yaml', edits, label: 'Type' });
  }
  return { work, drafts, autosave, text, type, lost: () => lost };
}

const later = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

/** What a new tab brings back. */
async function broughtBack(store: MemoryDraftStore) {
  const opened = tab(store, memoryClaims()());
  await opened.autosave.findOtherDrafts();
  const [draft] = opened.drafts.getState().earlier ?? [];
  if (draft !== undefined) await opened.autosave.restore(draft);
  return opened;
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('drafts', () => {
  it('nothing is kept of a file that was only opened', async () => {
    const store = memoryDraftStore(5);
    importText(tab(store, memoryClaims()()).work, 'compose.yaml', base);
    await later(2000);
    expect(store.records.size).toBe(0);
  });

  it('work that comes back is one new state', async () => {
    const store = memoryDraftStore(100);
    const { work, type } = tab(store, memoryClaims()());
    importText(work, 'compose.yaml', base);
    type(`${base}# mine\n`);
    await later(1000);
    const { work: other, autosave, drafts } = tab(store, memoryClaims()());
    await autosave.findOtherDrafts();
    const [draft] = drafts.getState().earlier ?? [];
    if (draft === undefined) throw new Error('no draft');
    const seen: (string | undefined)[] = [];
    other.subscribe((state) => seen.push(drawnSession(state)?.workspace.input.texts.get('compose.yaml')));
    await autosave.restore(draft);
    expect(seen).toEqual([`${base}# mine\n`]);
  });

  it('a change is there within a second, and comes back as an edit that undo takes away', async () => {
    const store = memoryDraftStore(100);
    const { work, type } = tab(store, memoryClaims()());
    importText(work, 'compose.yaml', base);
    type(`${base}# mine\n`);
    await later(1000);
    const { work: restored, text } = await broughtBack(store);
    expect(text()).toBe(`${base}# mine\n`);
    restored.undo();
    expect(text()).toBe(base);
    const open = drawnSession(restored.getState());
    expect(open && changedFiles(open)).toEqual([]);
  });

  it('an override that was begun comes back with its place in the order', async () => {
    const store = memoryDraftStore(5);
    const { work } = tab(store, memoryClaims()());
    importText(work, 'compose.yaml', base);
    const edits = [{ from: 0, to: 0, insert: 'services:\n  web:\n    user: "1000"\n' }];
    work.dispatch({ type: 'edit-text', file: 'compose.override.yaml', edits, label: 'Type' });
    await later(1000);
    const restored = drawnSession((await broughtBack(store)).work.getState());
    expect(restored?.workspace.input.order).toEqual(['compose.yaml', 'compose.override.yaml']);
    expect(restored && changedFiles(restored)).toEqual(['compose.override.yaml']);
  });

  it('what is undone or saved needs no draft', async () => {
    const store = memoryDraftStore(5);
    const { work, type } = tab(store, memoryClaims()());
    importText(work, 'compose.yaml', base);
    type(`${base}# mine\n`);
    await later(1000);
    expect(store.records.size).toBe(1);
    work.undo();
    await later(1000);
    expect(store.records.size).toBe(0);
  });

  it('opening another file leaves the work before in the store, to its last change', async () => {
    const store = memoryDraftStore(5);
    const { work, type } = tab(store, memoryClaims()());
    importText(work, 'compose.yaml', base);
    type(`${base}# mine\n`);
    importText(work, 'compose.yaml', 'services:\n  other:\n    image: caddy\n');
    type('services:\n  other:\n    image: caddy:2\n');
    await later(1000);
    const texts = [...store.records.values()].map(({ project }) => project.texts[0]?.[1]);
    expect(texts).toEqual([`${base}# mine\n`, 'services:\n  other:\n    image: caddy:2\n']);
  });

  it('says that it is refused or full, goes on trying, and says when it works again', async () => {
    const store = memoryDraftStore(5);
    const { work, type, drafts } = tab(store, memoryClaims()());
    importText(work, 'compose.yaml', base);
    store.fail('SecurityError');
    type(`${base}# 1\n`);
    await later(1000);
    expect(drafts.getState().health).toBe('refused');
    store.fail('QuotaExceededError');
    type(`${base}# 2\n`);
    await later(1000);
    expect(drafts.getState().health).toBe('full');
    store.fail(null);
    type(`${base}# 3\n`);
    await later(1000);
    expect(drafts.getState().health).toBe('kept');
    expect((await broughtBack(store)).text()).toBe(`${base}# 3\n`);
  });

  it('work that cannot be kept is not put aside', async () => {
    const store = memoryDraftStore(5);
    const { work, type, autosave } = tab(store, memoryClaims()());
    importText(work, 'compose.yaml', base);
    store.fail('QuotaExceededError');
    type(`${base}# 1\n`);
    const refused = autosave.putAside();
    await later(1000);
    expect(await refused).toBe(false);
    expect(drawnSession(work.getState())).not.toBeNull();
    store.fail(null);
    const kept = autosave.putAside();
    await later(1000);
    expect(await kept).toBe(true);
    expect(drawnSession(work.getState())).toBeNull();
    expect([...store.records.values()].map(({ aside }) => aside)).toEqual([true]);
  });

  it('what is put aside stays aside, also where a change comes in meanwhile', async () => {
    const store = memoryDraftStore(200);
    const { work, type, autosave } = tab(store, memoryClaims()());
    importText(work, 'compose.yaml', base);
    type(`${base}# 1\n`);
    await later(1000);
    const kept = autosave.putAside();
    await later(50);
    type(`${base}# 2\n`);
    await later(1000);
    expect(await kept).toBe(true);
    expect([...store.records.values()].map(({ aside, project }) => [aside, project.texts[0]?.[1]])).toEqual([
      [true, `${base}# 2\n`],
    ]);
  });

  it('a draft that another tab holds is not brought back, but can be taken over; both go on unharmed', async () => {
    const store = memoryDraftStore(5);
    const locks = memoryClaims();
    const first = tab(store, locks());
    importText(first.work, 'compose.yaml', base);
    first.type(`${base}# first\n`);
    await later(1000);
    const second = tab(store, locks());
    await second.autosave.findOtherDrafts();
    const [draft] = second.drafts.getState().earlier ?? [];
    expect(draft && second.drafts.getState().elsewhere.has(draft.id)).toBe(true);
    expect(draft && (await second.autosave.restore(draft))).toBe(false);
    if (draft) await second.autosave.takeOver(draft);
    expect(second.text()).toBe(`${base}# first\n`);
    expect(first.lost()).toBe(1);
    first.type(`${base}# first goes on\n`);
    second.type(`${base}# second goes on\n`);
    await later(1000);
    const texts = [...store.records.values()].map(({ project }) => project.texts[0]?.[1]).sort();
    expect(texts).toEqual([`${base}# first goes on\n`, `${base}# second goes on\n`]);
  });

  it('killed at any of many moments, at most the last second is lost', async () => {
    // The moments and the writes' lengths are drawn from a fixed row of numbers.
    let random = 6;
    const draw = (below: number) => {
      random = (random * 48_271) % 2_147_483_647;
      return random % below;
    };
    for (let kill = 0; kill < propertyRuns(50); kill++) {
      const store = memoryDraftStore(draw(400));
      const { work, type } = tab(store, memoryClaims()());
      importText(work, 'compose.yaml', base);
      const history: { at: number; text: string }[] = [{ at: Date.now(), text: base }];
      const end = Date.now() + draw(6000);
      while (Date.now() < end) {
        type(`${base}# ${history.length}\n`);
        history.push({ at: Date.now(), text: `${base}# ${history.length}\n` });
        await later(Math.min(20 + draw(300), end - Date.now()));
      }
      const dead = structuredClone([...store.records.values()]);
      const back = dead[0]?.project.texts[0]?.[1] ?? base;
      const known = history.findIndex(({ text }) => text === back);
      expect(known).toBeGreaterThanOrEqual(0);
      const firstLost = history[known + 1];
      if (firstLost !== undefined) expect(end - firstLost.at).toBeLessThanOrEqual(1000);
    }
  });
});

describe('drafts of a host', () => {
  const files = {
    'blog/compose.yaml': base,
    'wiki/compose.yaml': base,
  };

  /** Types into the unfolded stack. */
  function typeIn({ work }: ReturnType<typeof tab>, file: string, to: string): void {
    const before = drawnSession(work.getState())?.workspace.input.texts.get(file) ?? '';
    work.dispatch({ type: 'edit-text', file, edits: textChange(before, to), label: 'Type' });
  }

  it('hold all stacks in one record, whichever is unfolded, and bring them back', async () => {
    const store = memoryDraftStore(100);
    const first = tab(store, memoryClaims()());
    first.work.openHost(openedHostOf(files));
    await later(1000);
    expect(store.records.size).toBe(0);
    first.work.unfold('blog');
    typeIn(first, 'blog/compose.yaml', `${base}# mine\n`);
    await later(1000);
    first.work.unfold('wiki');
    typeIn(first, 'wiki/compose.yaml', `${base}# mine, too\n`);
    await later(1000);
    expect(store.records.size).toBe(1);

    const { work } = await broughtBack(store);
    const stacks = hostStacks(work.getState());
    const name = work.getState().host?.name ?? null;
    const { history } = work.getState();
    expect(name).toBe('home');
    expect(stacks.map(({ id, unsaved }) => `${id} ${unsaved}`)).toEqual(['blog true', 'wiki true']);
    expect(history.undo).toHaveLength(2);
    expect(work.undo()).toBe('Draft of home');
    expect(stacks[0]?.session.workspace.input.texts.get('blog/compose.yaml')).toContain('# mine');
  });

  it('go when nothing is changed any more, and stay when another project is opened', async () => {
    const store = memoryDraftStore(100);
    const first = tab(store, memoryClaims()());
    first.work.openHost(openedHostOf(files));
    first.work.unfold('blog');
    typeIn(first, 'blog/compose.yaml', `${base}# mine\n`);
    await later(1000);
    first.work.undo();
    await later(1000);
    expect(store.records.size).toBe(0);
    first.work.redo();
    importText(first.work, 'compose.yaml', base);
    await later(1000);
    expect(hostStacks(first.work.getState())).toEqual([]);
    expect([...store.records.values()].map(({ host }) => host?.stacks.length)).toEqual([2]);
  });
});

describe('what was seen to flow', () => {
  const recordOf = (pairs: number): ObservedRecord => ({
    ...{
      version: 1,
      from: '2026-11-02T10:00:00Z',
      to: '2026-11-02T10:10:00Z',
      interval: 1,
      engine: '29.7.2',
    },
    connections: Array.from({ length: pairs }, (_, index) => ({
      ...{ from: 'web', to: `s${index}`, port: 80, protocol: 'tcp' as const, looks: 1 },
      ...{ first: '2026-11-02T10:00:00Z', last: '2026-11-02T10:00:00Z' },
    })),
    listening: [],
    unseen: [],
  });

  async function keptWith(record: ObservedRecord, following = false) {
    const store = memoryDraftStore(5);
    const open = tab(store, memoryClaims()(), following);
    importText(open.work, 'compose.yaml', base);
    open.type(`${base}  db: { image: postgres }\n`);
    takeObserved(open.work, record);
    await later(1000);
    const [draft] = (await store.all()).drafts;
    const back = await broughtBack(store);
    const { observed } = back.work.getState().options;
    return { draft, observed, leftOut: open.drafts.getState().observedLeftOut, text: back.text() };
  }

  it('is kept with the draft, and comes back with it', async () => {
    const record = recordOf(3);
    const { observed, leftOut, text } = await keptWith(record);
    expect([observed, leftOut]).toEqual([record, false]);
    expect(text).toContain('postgres');
  });

  it('is left out where it is large, and that is said', async () => {
    const { draft, observed, leftOut, text } = await keptWith(recordOf(10_000));
    expect([draft?.observed, observed, leftOut]).toEqual([undefined, undefined, true]);
    expect(text).toContain('postgres');
  });

  it('is not kept while a server is followed', async () => {
    const { draft, leftOut } = await keptWith(recordOf(3), true);
    expect([draft?.observed, leftOut]).toEqual([undefined, false]);
  });

  it('of a draft that somebody changed is left out', async () => {
    const store = memoryDraftStore(5);
    const open = tab(store, memoryClaims()());
    importText(open.work, 'compose.yaml', base);
    open.type(`${base}  db: { image: postgres }\n`);
    takeObserved(open.work, recordOf(1));
    await later(1000);
    const [draft] = (await store.all()).drafts;
    if (draft === undefined) throw new Error('no draft was kept');
    const changed = { ...draft, observed: '{"version":1,"connections":7}' };
    await Promise.all([store.put(changed), later(100)]);
    const back = await broughtBack(store);
    expect([back.work.getState().options.observed, back.text()?.includes('postgres')]).toEqual([
      undefined,
      true,
    ]);
  });
});
