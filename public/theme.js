// Runs before the first paint, so that a dark page never flashes white. The page itself takes over later (use-theme.ts).
(() => {
  let theme = null;
  try {
    theme = localStorage.getItem('bulkhead.theme');
  } catch {
    // Storage is refused: the system decides.
  }
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
