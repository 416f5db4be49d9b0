import { useUi } from '../../state/use-store.ts';

let typed = '';

/** Returns what was typed before the search was fetched; '' once it was taken. */
export function typedAhead(): string {
  return typed;
}

/** Forgets what was typed before the search was fetched. */
export function forgetTypedAhead(): void {
  typed = '';
}

/** The field of the search until the search is fetched, so that no letter typed straight after Ctrl K is lost. */
export function SearchToCome() {
  const asked = useUi((state) => state.dialog === 'commands');
  if (!asked) return null;
  return (
    <input
      className="bh-visually-hidden"
      aria-label="Find or run"
      // biome-ignore lint/a11y/noAutofocus: it was asked for by a key or a press.
      autoFocus
      onChange={({ target }) => {
        typed = target.value;
      }}
    />
  );
}
