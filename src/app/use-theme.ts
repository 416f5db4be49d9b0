import { useEffect } from 'react';
import { useUi } from '../state/use-store.ts';

/** Puts the chosen theme on the page, and follows the system while nothing is chosen. */
export function useTheme(): void {
  const theme = useUi((state) => state.theme);
  useEffect(() => {
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    function apply() {
      const dark = theme === 'dark' || (theme === 'system' && system.matches);
      document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    }
    apply();
    system.addEventListener('change', apply);
    return () => system.removeEventListener('change', apply);
  }, [theme]);
}
