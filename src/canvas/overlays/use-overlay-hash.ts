import { useEffect } from 'react';
import { uiStore } from '../../state/page-stores.ts';
import { overlayOfHash } from '../../state/ui/overlay-link.ts';
import { useSession } from '../../state/use-store.ts';

function show(): void {
  const overlay = overlayOfHash(window.location.hash);
  if (overlay !== null) uiStore.getState().showOverlay(overlay);
}

/** Draws the overlay named in the address (`#overlay=reach:web`), once a file is there and whenever the address changes. */
export function useOverlayHash(): void {
  const opened = useSession((state) => state.session?.opened);
  useEffect(() => {
    if (opened !== undefined) show();
    window.addEventListener('hashchange', show);
    return () => window.removeEventListener('hashchange', show);
  }, [opened]);
}
