// Stores the open work: every change reaches the draft store within a second, under a separate id for each opened project. Work that is
// saved, or that is still as it was opened, needs no draft.

import type { Command, Session } from '../../../core/session/session.ts';
import { changedFiles } from '../../../core/session/session-files.ts';
import { textChange } from '../files/text-change.ts';
import type { HostState } from '../host/host-state.ts';
import type { HostStore } from '../host/host-store.ts';
import { loadHostEngine } from '../host/load-host-engine.ts';
import { openWork } from '../host/stack-work.ts';
import type { SessionState } from '../session/session-state.ts';
import type { SessionStore } from '../session/session-store.ts';
import { type Draft, type DraftHealth, type DraftStatusStore, draftOf, hostDraftOf } from './draft.ts';
import type { DraftClaims, DraftStore } from './draft-store.ts';
import { hostOfStored } from './stored-host.ts';
import { projectOf } from './stored-project.ts';

/** From a change to its write, in milliseconds: a burst of changes is one write, and a slow write has time left. */
const pause = 250;

export interface DraftTools {
  readonly session: SessionStore;
  readonly hosts: HostStore;
  readonly drafts: DraftStatusStore;
  readonly store: DraftStore;
  readonly claims: DraftClaims;
  readonly newId: () => string;
  readonly now: () => number;
  /** Whether the work was saved or downloaded as it is now. */
  readonly isTaken: (session: Session | null) => boolean;
  /** Called when another tab takes the draft over. */
  readonly onLost: () => void;
}

export interface DraftAutosave {
  /** Begins to store every change, and claims the open work for this tab. */
  start(): void;
  /** Writes what is not written yet; for the moment before the page goes. */
  flush(): Promise<void>;
  /** Stores the draft again because something beside its texts changed, such as whether they were downloaded. */
  renew(): void;
  /** Closes the open work and wipes its draft. */
  forget(): Promise<void>;
  /** Looks for earlier work. */
  look(): Promise<void>;
  /** Brings a draft back and works on it from now on; false where another tab holds it. */
  restore(draft: Draft): Promise<boolean>;
  /** Brings back a draft that another tab works on; that tab goes on with a copy of its own. */
  takeOver(draft: Draft): Promise<void>;
  /**
   * Stores the open work as a draft that is not restored by itself, and closes it; false, and nothing is closed, where it cannot be
   * stored.
   */
  putAside(): Promise<boolean>;
  remove(id: string): Promise<void>;
  stop(): void;
}

function isQuota(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}

/** What is open at one moment: a project by itself, or the stacks of a host. */
interface Work {
  readonly session: SessionState;
  readonly host: HostState;
}

function isHost({ host }: Work): boolean {
  return host.stacks.length > 0;
}

function hasChanges(work: Work): boolean {
  const { session } = work.session;
  if (isHost(work)) return work.host.stacks.some(({ unsaved }) => unsaved);
  return session !== null && changedFiles(session).length > 0;
}

/** Whether a draft of both would be the same. */
function sameWork(a: Work, b: Work): boolean {
  if (isHost(a) || isHost(b))
    return a.host.stacks === b.host.stacks && a.host.options.machine === b.host.options.machine;
  const same =
    a.session.session?.workspace === b.session.session?.workspace &&
    a.session.options.machine === b.session.options.machine;
  return same && a.session.session?.opened === b.session.session?.opened;
}

/** Stores drafts of what is open in `session` or `hosts`, from `start` on. */
export function createDraftAutosave(tools: DraftTools): DraftAutosave {
  const { session, hosts, drafts, store, claims, newId, now, isTaken } = tools;
  const current = (): Work => ({ session: session.getState(), host: hosts.getState() });
  /** The open work at the last change that was followed. */
  let last = current();
  let open = openWork(session, hosts);
  let id = newId();
  /** The id of the work that is about to be opened; null for a new one. */
  let next: string | null = null;
  /** The ids that this tab has in the store. */
  const stored = new Set<string>();
  /** The ids whose work was put aside; a late write of them must not make it come back by itself. */
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

  function draftIn(work: Work, under: string): Draft | null {
    if (!hasChanges(work)) return null;
    const aside = asides.has(under);
    if (!isHost(work)) {
      return draftOf(work.session, under, now(), aside || isTaken(work.session.session));
    }
    const { stacks } = work.host;
    return hostDraftOf(work.host, under, now(), aside || stacks.every(({ session: own }) => isTaken(own)));
  }

  async function record(work: Work, under: string): Promise<void> {
    const draft = draftIn(work, under);
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

  function write(work: Work, under: string): Promise<void> {
    writing = writing.then(() => record(work, under));
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

  function begin(before: Work): void {
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

  function follow(): void {
    const work = current();
    const before = last;
    const key = openWork(session, hosts);
    const another = key !== open;
    last = work;
    open = key;
    if (another) begin(before);
    if (another || !sameWork(work, before)) schedule();
  }

  function close(): void {
    if (isHost(current())) hosts.getState().close();
    else session.getState().close();
  }

  async function bringBack(draft: Draft): Promise<void> {
    claims.release(id);
    asides.delete(draft.id);
    next = draft.id;
    if (draft.host === undefined) restoreDraft(session, draft);
    else {
      const { schema } = session.getState();
      const engine = await loadHostEngine();
      hosts.getState().open(hostOfStored(draft.host, `Draft of ${draft.name}`, schema, engine));
    }
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

  let unsubscribe: readonly (() => void)[] = [];
  return {
    start() {
      last = current();
      open = openWork(session, hosts);
      if (unsubscribe.length === 0) unsubscribe = [session.subscribe(follow), hosts.subscribe(follow)];
      void claims.claim(id, lost);
    },
    flush,
    renew: schedule,
    look,
    async forget() {
      const gone = id;
      close();
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
      if (hasChanges(current()) && drafts.getState().health !== 'kept') {
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
      for (const stop of unsubscribe) stop();
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
