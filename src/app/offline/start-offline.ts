import { uiStore } from '../../state/page-stores.ts';

// The page without a network: a service worker keeps what the page is made of. A newer one waits until the person wants it.

/** Tests, and a page that is served for one file (`bulkhead open`), must never be answered from an older cache. */
function wanted(): boolean {
  const asked = new URLSearchParams(window.location.search);
  if (!import.meta.env.PROD || !('serviceWorker' in navigator) || asked.has('no-sw')) return false;
  return !navigator.webdriver || asked.has('sw');
}

function offer(): void {
  uiStore.getState().toast('A newer Bulkhead is here.', 'info', 'update');
}

/** Offers a worker once it is installed. One function, so that a worker that is met twice is listened to once. */
function offerInstalled({ target }: Event): void {
  // Without a controller it is the first one, and nothing changes.
  if (
    target instanceof ServiceWorker &&
    target.state === 'installed' &&
    navigator.serviceWorker.controller !== null
  )
    offer();
}

/** Registers the service worker, and offers a newer one when it waits. */
export async function startOffline(): Promise<void> {
  if (!wanted()) return;
  try {
    const registration = await navigator.serviceWorker.register('./sw.js');
    if (registration.waiting !== null) offer();
    registration.addEventListener('updatefound', () =>
      registration.installing?.addEventListener('statechange', offerInstalled),
    );
    // One that the browser found before this page listened.
    registration.installing?.addEventListener('statechange', offerInstalled);
  } catch {
    // The browser or its settings refuse it: the page works as long as there is a network.
  }
}
