import type { Ref } from 'react';
import { openChosen } from './open-files.ts';

/** The file dialog of the page; there, and found by `data-open`, also while nothing shows it. */
export function FileInput({ ref }: { readonly ref: Ref<HTMLInputElement> }) {
  return (
    <input
      ref={ref}
      type="file"
      data-open=""
      className="bh-visually-hidden"
      aria-label="Open compose files"
      tabIndex={-1}
      multiple
      accept=".yaml,.yml,.env,text/yaml,application/yaml,text/plain,.svg,.png"
      onChange={(event) => openChosen(event.currentTarget)}
    />
  );
}
