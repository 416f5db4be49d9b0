// Which components React renders. React tells of each commit whoever stands where its developer tools would, if they were there before
// it: this module is imported before React.

import { pass, until } from './locator.ts';

/** What is read of React's tree: a component, its first child and the next one beside it. */
interface Fiber {
  readonly type: unknown;
  readonly flags: number;
  /** The same component before the commit; null where it is new. */
  readonly alternate: Fiber | null;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
}

/** React's mark of a component that rendered in this commit. */
const performedWork = 1;

/** All of the page; `pendingLanes` is 0 once nothing is left to be rendered. */
interface Root {
  readonly current: Fiber;
  readonly pendingLanes: number;
}

let page: Root | null = null;
let counts: Map<string, number> | null = null;

function nameOf(type: unknown): string {
  if (typeof type === 'function') return type.name;
  if (typeof type !== 'object' || type === null) return '';
  const { render, type: inner } = type as { readonly render?: unknown; readonly type?: unknown };
  return nameOf(render ?? inner);
}

/** Counts what rendered below `fiber`. Children that are the same objects as before were left alone, with all that is below them. */
function count(fiber: Fiber, into: Map<string, number>): void {
  if (fiber.child === fiber.alternate?.child) return;
  for (let child = fiber.child; child !== null; child = child.sibling) {
    const name = nameOf(child.type);
    if (name !== '' && (child.flags & performedWork) !== 0) into.set(name, (into.get(name) ?? 0) + 1);
    count(child, into);
  }
}

Object.assign(globalThis, {
  __REACT_DEVTOOLS_GLOBAL_HOOK__: {
    supportsFiber: true,
    inject: () => 0,
    onCommitFiberRoot(_: number, root: Root) {
      page = root;
      if (counts !== null) count(root.current, counts);
    },
    onCommitFiberUnmount() {},
    onPostCommitFiberRoot() {},
  },
});

/** Waits until nothing follows by itself. React renders by the machine's time what is not urgent, so that no count of tasks says when. */
async function rest(): Promise<void> {
  await pass(1000);
  await until(
    () => page?.pendingLanes,
    (pending) => pending === 0,
  );
}

/** How often each component, by its name, renders because of `act`. */
export async function rendersOf(act: () => Promise<void>): Promise<ReadonlyMap<string, number>> {
  await rest();
  const own = new Map<string, number>();
  counts = own;
  try {
    await act();
    await rest();
  } finally {
    counts = null;
  }
  return own;
}
