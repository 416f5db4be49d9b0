/** Lets the newer version of the page that waits take over, and loads it; what is open comes back from its draft. */
export async function applyUpdate(flush: () => Promise<void>): Promise<void> {
  await flush();
  const registration = await navigator.serviceWorker?.getRegistration();
  const waiting = registration?.waiting;
  if (!waiting) return window.location.reload();
  navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), {
    once: true,
  });
  waiting.postMessage({ type: 'SKIP_WAITING' });
}
