// Reads one large text in a thread of its own, and puts together what comes back.

import type { AnchorPlace, Fragment } from '../../../core/compose/document.ts';
import type { Problem } from '../../../core/compose/problem.ts';
import type { Reading } from '../../../core/compose/read-fragments.ts';
import type { Network, Service } from '../../../core/compose/topology.ts';
import { deref, entryOf, type Tree, type TreeEntry } from '../../../core/yaml/tree.ts';
import type { ReadingMessage, ReadingRequest, ReadingSlice } from '../../workers/reading-message.ts';
import { createYield } from './large.ts';

/** The result of reading a text, with the services and networks of its fragments. */
interface LargeReading extends Reading {
  readonly services: ReadonlyMap<string, Service>;
  readonly networks: ReadonlyMap<string, Network>;
}

/** The interface of a reading thread; tests replace it. */
export interface ReadingThread {
  read(request: ReadingRequest, onMessage: (message: ReadingMessage) => void, onFault: () => void): void;
  terminate(): void;
}

/** Starts a reading thread of the browser. */
export function startThread(): ReadingThread {
  let worker: Worker;
  try {
    worker = new Worker(new URL('../../workers/read-text.ts', import.meta.url), { type: 'module' });
  } catch {
    return readOnPage();
  }
  return {
    read(request, onMessage, onFault) {
      worker.addEventListener('message', ({ data }: MessageEvent<ReadingMessage>) => onMessage(data));
      worker.addEventListener('error', onFault);
      worker.postMessage(request);
    },
    terminate: () => worker.terminate(),
  };
}

/** Reads on the page, slice by slice, where threads cannot start because its scripts have another origin, as in a webview. */
function readOnPage(): ReadingThread {
  let isWanted = true;
  return {
    async read(request, onMessage, onFault) {
      try {
        const { readInSlices } = await import('../../workers/slice-reading.ts');
        const yieldIfDue = createYield();
        for (const message of readInSlices(request)) {
          await yieldIfDue();
          if (!isWanted) return;
          onMessage(message);
        }
      } catch {
        onFault();
      }
    },
    terminate() {
      isWanted = false;
    },
  };
}

/** The milliseconds without a message after which a thread is ended: ten times what the largest allowed text takes. */
const maxSilence = 60_000;

/** Reads `request`; null as soon as `signal` aborts it. */
export function readLarge(
  request: ReadingRequest,
  signal: AbortSignal,
  start: () => ReadingThread,
  silence = maxSilence,
): Promise<LargeReading | null> {
  const fragments: Fragment[] = [];
  const anchors = new Map<string, AnchorPlace>();
  const services = new Map<string, Service>();
  const networks = new Map<string, Network>();
  return new Promise((resolve) => {
    const thread = start();
    let ended = false;
    const giveUp = () => end(unread(request.text, `the file was not read within ${silence / 1000} seconds`));
    let waiting = setTimeout(giveUp, silence);
    function end(result: LargeReading | null): void {
      if (ended) return;
      ended = true;
      clearTimeout(waiting);
      thread.terminate();
      signal.removeEventListener('abort', onAbort);
      resolve(result);
    }
    const onAbort = () => end(null);
    if (signal.aborted) return end(null);
    signal.addEventListener('abort', onAbort);
    const onMessage = (data: ReadingMessage): void => {
      clearTimeout(waiting);
      if (!ended) waiting = setTimeout(giveUp, silence);
      if (data.type === 'end') {
        const { problems, unreadable } = data;
        end({ fragments, anchors, services, networks, problems, unreadable });
        return;
      }
      const { fragments: some, services: own, networks: their } = withEarlierAnchors(data, anchors);
      for (const [index, fragment] of some) fragments[index] = fragment;
      for (const [name, place] of data.anchors) anchors.set(name, place);
      for (const service of own) services.set(service.name, service);
      for (const network of their) networks.set(network.name, network);
    };
    // The thread can run out of memory or of stack: the file is then reported as one that cannot be read here.
    thread.read(request, onMessage, () =>
      end(unread(request.text, 'the file could not be read within the memory of this browser')),
    );
  });
}

/** Returns a slice together with the earlier anchors. */
function withEarlierAnchors(slice: ReadingSlice, anchors: ReadonlyMap<string, AnchorPlace>): ReadingSlice {
  if (anchors.size === 0) return slice;
  const known = new Map<Tree, Tree>();
  const rejoin = (tree: Tree): Tree => {
    const now = known.get(tree) ?? rejoinAnchors(tree, anchors);
    known.set(tree, now);
    return now;
  };
  return {
    ...slice,
    fragments: slice.fragments.map(([index, fragment]) => {
      const { tree } = fragment;
      return [index, tree === null ? fragment : { ...fragment, tree: rejoin(tree) }];
    }),
    services: slice.services.map((service) => ({ ...service, tree: rejoin(service.tree) })),
    networks: slice.networks.map((network) => {
      const tree = network.tree === null ? null : rejoin(network.tree);
      return tree?.kind === 'map' ? { ...network, tree } : network;
    }),
  };
}

function unread({ length }: string, message: string): LargeReading {
  const problem: Problem = {
    kind: 'unreadable',
    code: 'too-large',
    message,
    advice: 'Split the project into several files; the text stays and can be downloaded.',
    path: [],
    offset: 0,
  };
  const whole: Fragment = { kind: 'rest', name: '', length, tree: null, keySpan: null, alone: false };
  const nothing = { anchors: new Map(), services: new Map(), networks: new Map() };
  return { ...nothing, fragments: [whole], problems: [problem], unreadable: true };
}

// Restores objects that anchors share after a transfer copied them. Every message of a reading contains the shared trees it refers to;
// the page keeps the first copy of each, so that a tree that is reached in two ways is one object, as it was in the thread.

type Anchors = ReadonlyMap<string, AnchorPlace>;

/** Returns `tree` with the trees of `anchors` in place of their copies, or the same tree when it contains none. */
function rejoinAnchors(tree: Tree, anchors: Anchors): Tree {
  if (tree.kind === 'alias') {
    const target = deref(anchors.get(tree.name)?.tree);
    return tree.target === null || target === null ? tree : { ...tree, target };
  }
  if (tree.anchor !== undefined) return anchors.get(tree.anchor)?.tree ?? tree;
  if (tree.kind === 'scalar') return tree;
  if (tree.kind === 'seq') {
    const items = tree.items.map((item) => rejoinAnchors(item, anchors));
    return items.every((item, index) => item === tree.items[index]) ? tree : { ...tree, items };
  }
  const entries = tree.entries.map((entry) => rejoinEntry(entry, anchors));
  return entries.every((entry, index) => entry === tree.entries[index]) ? tree : { ...tree, entries };
}

function rejoinEntry(entry: TreeEntry, anchors: Anchors): TreeEntry {
  const { merged, key } = entry;
  const shared = merged === null ? null : entryOf(anchors.get(merged.anchor)?.tree, key);
  const value = shared?.value ?? rejoinAnchors(entry.value, anchors);
  return value === entry.value ? entry : { ...entry, value };
}
