// A reading cut into messages. What refers to each other (anchors, aliases, merge keys) travels in one message, since only
// there an object that is reached in two ways stays one object.

import type { Fragment } from '../core/compose/document.ts';
import type { Reading } from '../core/compose/read-fragments.ts';
import type { Topology } from '../core/compose/topology.ts';
import type { Tree } from '../core/yaml/tree.ts';
import type { ReadingMessage, ReadingSlice } from './reading-message.ts';

/** Characters of text behind one message. */
const sliceLength = 20_000;

/** The messages of a reading, the end last; `topology` is the model of its fragments, null where there is none. */
export function* sliceReading(reading: Reading, topology: Topology | null): Generator<ReadingMessage> {
  const { fragments, anchors, problems, unreadable } = reading;
  const knotted: [number, Fragment][] = [];
  let slice: [number, Fragment][] = [];
  let length = 0;
  for (const [index, fragment] of fragments.entries()) {
    if (fragment.tree !== null && isKnotted(fragment.tree)) {
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
  if (knotted.length > 0 || anchors.size > 0) yield sliceOf(knotted, topology, anchors);
  yield { type: 'end', problems, unreadable };
}

/** Whether a tree holds an anchor, or anything that stands elsewhere. */
function isKnotted(tree: Tree): boolean {
  if (tree.kind === 'alias') return true;
  if (tree.anchor !== undefined) return true;
  if (tree.kind === 'seq') return tree.items.some(isKnotted);
  return tree.kind === 'map' && tree.entries.some((entry) => entry.merged !== null || isKnotted(entry.value));
}

function sliceOf(
  fragments: readonly (readonly [number, Fragment])[],
  topology: Topology | null,
  anchors: ReadingSlice['anchors'],
): ReadingSlice {
  const own = (kind: Fragment['kind']) => fragments.filter(([, fragment]) => fragment.kind === kind);
  // An entry that is said in two places is made of both: it is made again where the fragments are put together.
  const services = own('service').flatMap(([, { name, tree }]) => {
    const service = topology?.services.get(name);
    return service?.tree === tree ? [service] : [];
  });
  const networks = own('network').flatMap(([, { name, tree }]) => {
    const network = topology?.networks.get(name);
    return network?.tree === tree ? [network] : [];
  });
  return { type: 'slice', fragments, services, networks, anchors };
}
