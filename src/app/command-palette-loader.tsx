import { useEffect, useState } from 'react';
import { uiStore } from '../state/ui-store.ts';
import { Dialog } from '../ui/dialog.tsx';

type Palette = typeof import('./command-palette.tsx').CommandPalette;

const longestWait = 1_500;

/** The command palette, fetched once the page is at rest; a field keeps what is typed until it is there. */
export function CommandPaletteLoader({ open }: { readonly open: boolean }) {
  const [loaded, setLoaded] = useState<{ readonly Palette: Palette } | null>(null);
  const [typed, setTyped] = useState('');
  const [entered, setEntered] = useState(false);

  useEffect(() => {
    if (loaded) return;
    const load = () =>
      void import('./command-palette.tsx').then(({ CommandPalette }) =>
        setLoaded({ Palette: CommandPalette }),
      );
    const timer = setTimeout(load, open ? 0 : longestWait);
    return () => clearTimeout(timer);
  }, [loaded, open]);

  useEffect(() => {
    if (open) return;
    setTyped('');
    setEntered(false);
  }, [open]);

  if (!open) return null;
  if (loaded) return <loaded.Palette typed={typed} entered={entered} />;
  return (
    <Dialog
      title="Find or run"
      onClose={() => uiStore.getState().setDialog(null)}
      className="dialog-commands"
    >
      <input
        type="search"
        className="input command-input"
        data-autofocus=""
        aria-label="Find or run"
        placeholder="A service, a network or a command"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') setEntered(true);
        }}
      />
    </Dialog>
  );
}
