// Keeps the open work: every change is in the draft store within a second, under an id of its own for each opened project. What is
// saved, or as it was opened, needs no draft.

import type { Command } from '../../core/session/session.ts';
import { changedFiles } from '../../core/session/session-files.ts';
import { textChange } from '../files/text-change.ts';
import type { SessionState } from '../session/session-state.ts';
import type { SessionStore } from '../session/session-store.ts';
import { type Draft, draftOf } from './draft.ts';
import type { DraftClaims } from './draft-claims.ts';
import type { DraftHealth, DraftStatusStore } from './draft-status.ts';
import type { DraftStore } from './draft-store.ts';
import { projectOf } from './stored-project.ts';

/** From a change to its write, in milliseconds: a burst of changes is one write, and a slow write has time left. */
const pause = 250;

export interface DraftTools {
  readonly session: SessionStore;
  readonly drafts: DraftStatusStore;
  readonly store: DraftStore;
  readonly claims: DraftClaims;
  readonly newId: () => string;
  readonly now: () => number;
  /** Whether the work was taken away as it is now. */
  readonly isTaken: (state: SessionState) => boolean;
  /** Another tab took the draft over. */
  readonly onLost: () => void;
}

export interface DraftAutosave {
  /** Begins to store every change, and claims the open work for this tab. */
  start(): void;
  /** Writes what is not written yet; for the moment before the page goes. */
  flush(): Promise<void>;
  /** Something that a draft holds beside the texts has changed, such as whether they were taken away. */
  renew(): void;
  /** Closes the open work and wipes its draft. */
  forget(): Promise<void>;
  /** Looks for earlier work. */
  look(): Promise<void>;
  /** Brings a draft back and works on it from now on; false where another tab holds it. */
  restore(draft: Draft): Promise<boolean>;
  /** Brings back a draft that another tab works on; that tab goes on with a copy of its own. */
  takeOver(draft: Draft): Promise<void>;
  /** Leaves the open work in the store, not to come back by itself, and closes it; false, and nothing is closed, where it cannot be kept. */
  putAside(): Promise<boolean>;
  remove(id: string): Promise<void>;
  stop(): void;
}

function isQuota(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}

/** Stores drafts of what is open in `session`, from `start` on. */
export function createDraftAutosave(tools: DraftTools): DraftAutosave {
  const { session, drafts, store, claims, newId, now, isTaken } = tools;
  let id = newId();
  /** The id of the work that is about to be opened; null for a new one. */
  let next: string | null = null;
  /** The ids that this tab has in the store. */
  const stored = new Set<string>();
  /** The ids whose work was put aside; a write of them that comes late must not call it back. */
  const asides = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let writing: Promise<void> = Promise.resolve();

  function setHealth(health: DraftHealth): void {
    if (drafts.getState().health !== health) drafts.setState({ health });
  }

  function lost(): void {
    // The work goes on under another id: two tabs never write one draft.
    id = newId();
    void claims.claim(id, lost);
    schedule();
    tools.onLost();
  }

  async function record(state: SessionState, under: string): Promise<void> {
    const changed = state.session !== null && changedFiles(state.session).length > 0;
    const draft = changed ? draftOf(state, under, now(), asides.has(under) || isTaken(state)) : null;
    if (draft === null && !stored.has(under)) return;
    try {
      if (draft === null) {
        await store.remove(under);
        stored.delete(under);
      } else {
        stored.add(under);
        await store.put(draft);
      }
      setHealth('kept');
    } catch (error) {
      setHealth(isQuota(error) ? 'full' : 'refused');
    }
  }

  function write(state: SessionState, under: string): Promise<void> {
    writing = writing.then(() => record(state, under));
    return writing;
  }

  function flush(): Promise<void> {
    if (timer === null) return writing;
    clearTimeout(timer);
    timer = null;
    return write(session.getState(), id);
  }

  function schedule(): void {
    timer ??= setTimeout(() => void flush(), pause);
  }

  function begin(before: SessionState): void {
    if (timer !== null) {
      clearTimeout(timer);
      timer = null;
      void write(before, id);
    }
    if (next === null) claims.release(id);
    id = next ?? newId();
    if (next === null) void claims.claim(id, lost);
    else stored.add(next);
    next = null;
  }

  function follow(state: SessionState, before: SessionState): void {
    if (state.opening !== before.opening) begin(before);
    const same = state.session?.workspace === before.session?.workspace;
    if (!same || state.session?.opened !== before.session?.opened) schedule();
  }

  function bringBack(draft: Draft): void {
    claims.release(id);
    asides.delete(draft.id);
    next = draft.id;
    restoreDraft(session, draft);
  }

  async function look(): Promise<void> {
    await flush();
    try {
      const { drafts: earlier, unreadable } = await store.all();
      const held = await claims.held();
      const others = earlier.filter((draft) => draft.id !== id);
      const elsewhere = new Set(others.filter((draft) => held.has(draft.id)).map((draft) => draft.id));
      drafts.setState({ earlier: others, elsewhere, unreadable });
    } catch (error) {
      drafts.setState({ earlier: [] });
      setHealth(isQuota(error) ? 'full' : 'refused');
    }
  }

  let unsubscribe: (() => void) | null = null;
  return {
    start() {
      unsubscribe ??= session.subscribe(follow);
      void claims.claim(id, lost);
    },
    flush,
    renew: schedule,
    look,
    async forget() {
      const gone = id;
      session.getState().close();
      await flush();
      await store.remove(gone).catch(() => {});
      stored.delete(gone);
    },
    async restore(draft) {
      if (!(await claims.claim(draft.id, lost))) return false;
      bringBack(draft);
      return true;
    },
    async takeOver(draft) {
      await claims.takeOver(draft.id, lost);
      // The other tab may have gone on since the list was read.
      const { drafts: now } = await store.all();
      bringBack(now.find((one) => one.id === draft.id) ?? draft);
    },
    async putAside() {
      const put = id;
      asides.add(put);
      await flush();
      await write(session.getState(), put);
      const { session: open, close } = session.getState();
      if (open !== null && changedFiles(open).length > 0 && drafts.getState().health !== 'kept') {
        asides.delete(put);
        return false;
      }
      close();
      await look();
      return true;
    },
    async remove(gone) {
      await flush();
      await store.remove(gone).catch(() => {});
      stored.delete(gone);
      await look();
    },
    stop() {
      unsubscribe?.();
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** Brings a draft back: the files as they were opened, then the work on them as edits that undo takes back; one new state. */
export function restoreDraft(store: SessionStore, draft: Draft): void {
  const before = new Map(draft.opened);
  const { texts: pairs, order } = draft.project;
  const texts = new Map(pairs);
  const work: Command[] = [];
  for (const file of new Set([...before.keys(), ...texts.keys()])) {
    const edits = textChange(before.get(file) ?? '', texts.get(file) ?? '');
    if (edits.length > 0) work.push({ type: 'edit-text', file, edits, label: `Draft of ${draft.name}` });
  }
  work.push({ type: 'set-order', order });
  store.getState().open(projectOf(draft.project, before.size > 0 ? before : texts), work);
}
