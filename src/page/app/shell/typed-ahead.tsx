import { useStore } from 'zustand';
import { fieldStore } from '../../state/page-stores.ts';
import { useUi } from '../../state/use-store.ts';
import { typeAhead } from '../../ui/typed-ahead.ts';

/** Takes the letters of the search, or of the field of the canvas, until either is fetched, so that none is lost. */
export function FieldToCome() {
  const search = useUi((state) => (state.dialog === 'commands' ? 'Find or run' : null));
  const label = useStore(fieldStore, ({ field }) => field?.title ?? null) ?? search;
  if (label === null) return null;
  return (
    <input
      className="bh-visually-hidden"
      aria-label={label}
      // biome-ignore lint/a11y/noAutofocus: it was asked for by a key or a press.
      autoFocus
      onChange={({ target }) => typeAhead({ text: target.value })}
      onKeyDown={({ key }) => {
        if (key === 'Enter') typeAhead({ entered: true });
      }}
    />
  );
}
