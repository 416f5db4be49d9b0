// Services in the host's network namespace, by themselves or through the service they join.

import type { ServiceView } from '../../service-view.ts';
import { oncePerContext } from './once-per-context.ts';

/** Whether the namespace that a service uses is the host's; not so for one that is not active. */
export function isOpen(view: ServiceView | undefined): boolean {
  if (!view) return false;
  const { facts, owner } = view;
  return facts.isolation === 'open' || (facts.isolation === 'joined' && owner?.mode.kind === 'host');
}

/** All active services that do, in file order. */
export const openServices = oncePerContext(({ views }): readonly string[] => {
  const open: string[] = [];
  for (const [name, view] of views) if (isOpen(view)) open.push(name);
  return open;
});
