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

function offerOnceInstalled(worker: ServiceWorker | null): void {
  worker?.addEventListener('statechange', () => {
    // Without a controller it is the first one, and nothing changes.
    if (worker.state === 'installed' && navigator.serviceWorker.controller !== null) offer();
  });
}

/** Registers the service worker, and offers a newer one when it waits. */
export async function startOffline(): Promise<void> {
  if (!wanted()) return;
  try {
    const registration = await navigator.serviceWorker.register('./sw.js');
    if (registration.waiting !== null) offer();
    registration.addEventListener('updatefound', () => offerOnceInstalled(registration.installing));
    // One that the browser found before this page listened.
    offerOnceInstalled(registration.installing);
  } catch {
    // The browser or its settings refuse it: the page works as long as there is a network.
  }
}
