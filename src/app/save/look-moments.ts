/** Looks whenever the person comes back to the window. Returns how to stop. */
export function lookMoments(look: () => void): () => void {
  const visible = () => {
    if (document.visibilityState === 'visible') look();
  };
  window.addEventListener('focus', look);
  document.addEventListener('visibilitychange', visible);
  return () => {
    window.removeEventListener('focus', look);
    document.removeEventListener('visibilitychange', visible);
  };
}
