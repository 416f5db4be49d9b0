import { useEffect } from 'react';
import { sessionStore, uiStore } from '../state/page-stores.ts';
import { useSession } from '../state/use-store.ts';

/** The name in `#focus=NAME`, or null. */
export function focusOf(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('focus');
}

function reveal() {
  const name = focusOf(window.location.hash);
  const topology = sessionStore.getState().analysis?.topology;
  if (name === null || topology === undefined) return;
  if (topology.services.has(name)) uiStore.getState().focus({ type: 'service', name });
  else if (topology.networks.has(name)) uiStore.getState().focus({ type: 'network', name });
}

/** Brings the service or network named in the address into view, once the file is there and whenever the address changes. */
export function useFocusHash(): void {
  const file = useSession((state) => state.session?.opened);
  useEffect(() => {
    if (file !== undefined) reveal();
    window.addEventListener('hashchange', reveal);
    return () => window.removeEventListener('hashchange', reveal);
  }, [file]);
}
