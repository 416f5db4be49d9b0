// Stores the open work: every change reaches the draft store within a second, under a separate id for each opened project. Work that is
// saved, or that is still as it was opened, needs no draft.

import type { Session } from '../../../core/session/session.ts';
import { loadHostEngine } from '../host/load-host-engine.ts';
import { fetchRules } from '../work/fetch-rules.ts';
import { everyStack } from '../work/fleet.ts';
import { takeObserved } from '../work/records.ts';
import type { WorkState } from '../work/work-state.ts';
import type { WorkStore } from '../work/work-store.ts';
import { type Draft, type DraftHealth, type DraftStatusStore, draftOf } from './draft.ts';
import type { DraftClaims, DraftStore } from './draft-store.ts';
import { hostOfStored } from './stored-host.ts';
import { readStoredObserved, storedObserved } from './stored-observed.ts';
import { storedWork } from './stored-project.ts';

/** The delay from a change to its write, in milliseconds: a burst of changes becomes one write, with time left for slow storage. */
const pause = 250;

export interface DraftTools {
  readonly work: WorkStore;
  readonly drafts: DraftStatusStore;
  readonly store: DraftStore;
  readonly claims: DraftClaims;
  readonly newId: () => string;
  readonly now: () => number;
  /** True when the work was saved or downloaded in its current state. */
  readonly isTaken: (session: Session) => boolean;
  /** True while a server reports observed traffic, which is then not stored with drafts. */
  readonly isFollowing: () => boolean;
  /** Called when another tab takes the draft over. */
  readonly onLost: () => void;
}

export interface DraftAutosave {
  /** Starts to store changes, and claims the open work for this tab. */
  start(): void;
  /** Writes pending changes at once; called before the page closes. */
  flush(): Promise<void>;
  /** Stores the draft again after a change beside its texts, for example a download. */
  renew(): void;
  /** Closes the open work and deletes its draft. */
  forget(): Promise<void>;
  /** Looks for drafts of earlier work. */
  findOtherDrafts(): Promise<void>;
  /** Restores a draft and continues it in this tab; false when another tab holds it. */
  restore(draft: Draft): Promise<boolean>;
  /** Takes over a draft from another tab, which continues with a copy. */
  takeOver(draft: Draft): Promise<void>;
  /**
   * Stores the open work as a draft that is not restored automatically, and closes the work. Returns false, and closes nothing, when the
   * draft cannot be stored.
   */
  putAside(): Promise<boolean>;
  remove(id: string): Promise<void>;
  stop(): void;
}

function isQuota(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}

function hasChanges(state: WorkState): boolean {
  return everyStack(state).some(({ unsaved }) => unsaved);
}

/** Stores drafts of what is open in `work`, from `start` on. */
export function createDraftAutosave(tools: DraftTools): DraftAutosave {
  const { work, drafts, store, claims, newId, now, isTaken, isFollowing } = tools;
  const current = work.getState;
  let id = newId();
  /** The draft id for the work that is opened next; null for a new id. */
  let next: string | null = null;
  /** The ids of the drafts that this tab has stored. */
  const stored = new Set<string>();
  /** The ids of drafts that were put aside, so that a late write does not make them restore automatically. */
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

  async function record(open: WorkState, under: string): Promise<void> {
    const aside = asides.has(under) || open.stacks.every(({ session }) => isTaken(session));
    const { observed } = open.options;
    const seen = observed === undefined || isFollowing() ? null : storedObserved(observed);
    const left = observed !== undefined && seen === null && !isFollowing();
    // The browser asks before unsaved work on a fleet is left; it is kept nowhere.
    const isKept = open.fleet === null && hasChanges(open);
    const draft = isKept ? draftOf(open, under, now(), aside, seen) : null;
    if (draft !== null && drafts.getState().observedLeftOut !== left)
      drafts.setState({ observedLeftOut: left });
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

  function write(open: WorkState, under: string): Promise<void> {
    writing = writing.then(() => record(open, under));
    return writing;
  }

  function flush(): Promise<void> {
    if (timer === null) return writing;
    clearTimeout(timer);
    timer = null;
    return write(current(), id);
  }

  function schedule(): void {
    timer ??= setTimeout(() => void flush(), pause);
  }

  function begin(before: WorkState): void {
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

  function follow(now: WorkState, before: WorkState): void {
    if (now.opening !== before.opening) begin(before);
    const [options, other] = [now.options, before.options];
    const isOther = options.machine !== other.machine || options.observed !== other.observed;
    if (now.stacks !== before.stacks || (isOther && !isFollowing())) schedule();
  }

  async function bringBack(draft: Draft): Promise<void> {
    await fetchRules(work);
    const observed = await readStoredObserved(draft.observed);
    claims.release(id);
    asides.delete(draft.id);
    next = draft.id;
    if (draft.host === undefined) restoreDraft(work, draft);
    else {
      const { schema } = current();
      const engine = await loadHostEngine();
      work.openHost(hostOfStored(draft.host, `Draft of ${draft.name}`, schema, engine));
    }
    if (observed !== null) takeObserved(work, observed);
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
      unsubscribe ??= work.subscribe(follow);
      void claims.claim(id, lost);
    },
    flush,
    renew: schedule,
    findOtherDrafts: look,
    async forget() {
      const gone = id;
      work.close();
      await flush();
      await store.remove(gone).catch(() => {});
      stored.delete(gone);
    },
    async restore(draft) {
      if (!(await claims.claim(draft.id, lost))) return false;
      await bringBack(draft);
      return true;
    },
    async takeOver(draft) {
      await claims.takeOver(draft.id, lost);
      // The other tab may have gone on since the list was read.
      const { drafts: now } = await store.all();
      await bringBack(now.find((one) => one.id === draft.id) ?? draft);
    },
    async putAside() {
      const put = id;
      asides.add(put);
      await flush();
      await write(current(), put);
      const isStored = current().fleet === null && drafts.getState().health === 'kept';
      if (hasChanges(current()) && !isStored) {
        asides.delete(put);
        return false;
      }
      work.close();
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

/** Restores a draft as one new state: the files as opened, then the changes as edits that undo can revert. */
export function restoreDraft(work: WorkStore, draft: Draft): void {
  const stored = storedWork(draft, `Draft of ${draft.name}`);
  work.openProject(stored.project, stored.work);
}
