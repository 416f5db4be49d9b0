// Which components React renders. React tells of each commit whoever stands where its developer tools would, if they were there before
// it: this module is imported before React.

import { pass, until } from './locator.ts';

/** The parts of React's tree that are read: a component, its first child and its next sibling. */
interface Fiber {
  readonly type: unknown;
  readonly flags: number;
  /** The same component before the commit; null for a new one. */
  readonly alternate: Fiber | null;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
}

/** React's flag of a component that rendered in this commit. */
const performedWork = 1;

/** The root of the page; `pendingLanes` is 0 once nothing is left to render. */
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

/** Counts the renders below `fiber`. Children that are the same objects as before did not render, nor did anything below them. */
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

/** Waits until no render is pending. React schedules non-urgent renders by the machine's time, so counting tasks is not enough. */
async function rest(): Promise<void> {
  await pass(1000);
  await until(
    () => page?.pendingLanes,
    (pending) => pending === 0,
  );
}

/** Returns the number of renders of each component, by name, that `act` causes. */
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
