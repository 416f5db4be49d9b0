// A reading split into messages. An object that is reached in two ways stays one object only within one message, so each message contains
// the trees that its anchors share, and the page joins them again (`page/state/large/reading.ts`). Where those trees are large, or one name stands
// for several of them, everything that refers to an anchor is sent in one message.

import type { Fragment } from '../../core/compose/document.ts';
import { modelOf } from '../../core/compose/model-of.ts';
import { type Reading, readFragments } from '../../core/compose/read-fragments.ts';
import type { Topology } from '../../core/compose/topology.ts';
import type { Tree } from '../../core/yaml/tree.ts';
import type { ReadingMessage, ReadingRequest, ReadingSlice } from './reading-message.ts';

/** The number of characters that one message covers. */
const sliceLength = 20_000;

/** The most characters that all anchors together may expand to, when every message contains them. */
const maxShared = 10_000;

/** Returns the messages of a reading, the end last; `topology` is the model of its fragments, null without one. */
export function* sliceReading(reading: Reading, topology: Topology | null): Generator<ReadingMessage> {
  const { fragments, anchors, problems, unreadable } = reading;
  const light = hasSmallAnchors(reading);
  if (light && anchors.size > 0) yield sliceOf([], topology, anchors);
  const knotted: [number, Fragment][] = [];
  let slice: [number, Fragment][] = [];
  let length = 0;
  for (const [index, fragment] of fragments.entries()) {
    if (!light && fragment.tree !== null && hasReferences(fragment.tree)) {
      knotted.push([index, fragment]);
      continue;
    }
    slice.push([index, fragment]);
    length += fragment.length;
    if (length < sliceLength) continue;
    yield sliceOf(slice, topology, new Map());
    slice = [];
    length = 0;
  }
  if (slice.length > 0) yield sliceOf(slice, topology, new Map());
  if (!light) yield sliceOf(knotted, topology, anchors);
  yield { type: 'end', problems, unreadable };
}

/** True when all anchors are small and have unique names. */
function hasSmallAnchors({ fragments, anchors }: Reading): boolean {
  let shared = 0;
  for (const { tree } of anchors.values()) shared += tree.to - tree.from;
  if (shared > maxShared) return false;
  return fragments.every(({ tree }) => tree === null || hasFinalAnchors(tree, anchors));
}

/** True when every anchor in a tree is the final one of its name. */
function hasFinalAnchors(tree: Tree, anchors: Reading['anchors']): boolean {
  if (tree.kind === 'alias') return tree.target === null || anchors.get(tree.name)?.tree === tree.target;
  if (tree.anchor !== undefined && anchors.get(tree.anchor)?.tree !== tree) return false;
  if (tree.kind === 'seq') return tree.items.every((item) => hasFinalAnchors(item, anchors));
  return (
    tree.kind !== 'map' ||
    tree.entries.every(({ merged, value }) => merged !== null || hasFinalAnchors(value, anchors))
  );
}

/** True when a tree contains an anchor, or a node from another place of the text. */
function hasReferences(tree: Tree): boolean {
  if (tree.kind === 'alias') return true;
  if (tree.anchor !== undefined) return true;
  if (tree.kind === 'seq') return tree.items.some(hasReferences);
  return (
    tree.kind === 'map' && tree.entries.some((entry) => entry.merged !== null || hasReferences(entry.value))
  );
}

function sliceOf(
  fragments: readonly (readonly [number, Fragment])[],
  topology: Topology | null,
  anchors: ReadingSlice['anchors'],
): ReadingSlice {
  const ofKind = (kind: Fragment['kind']) => fragments.filter(([, fragment]) => fragment.kind === kind);
  // An entry that is declared twice is merged from both places: it is made again when the fragments are put together.
  const services = ofKind('service').flatMap(([, { name, tree }]) => {
    const service = topology?.services.get(name);
    return service?.tree === tree ? [service] : [];
  });
  const networks = ofKind('network').flatMap(([, { name, tree }]) => {
    const network = topology?.networks.get(name);
    return network?.tree === tree ? [network] : [];
  });
  return { type: 'slice', fragments, services, networks, anchors };
}

/** Reads a large text, message by message. */
export function* readInSlices({ text, environment }: ReadingRequest): Generator<ReadingMessage> {
  const reading = readFragments(text);
  const topology = reading.unreadable ? null : modelOf(reading.fragments, environment, null);
  yield* sliceReading(reading, topology);
}
