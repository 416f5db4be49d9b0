import type { Ref } from 'react';
import { importFiles } from '../state/import-files.ts';
import { sessionStore } from '../state/session-store.ts';
import { tellOpened } from './tell-opened.ts';

/** The file dialog of the page; there, and found by `data-open`, also while nothing shows it. */
export function FileInput({ ref }: { readonly ref: Ref<HTMLInputElement> }) {
  return (
    <input
      ref={ref}
      type="file"
      data-open=""
      className="visually-hidden"
      aria-label="Open a compose file"
      tabIndex={-1}
      multiple
      accept=".yaml,.yml,.env,text/yaml,application/yaml,text/plain"
      onChange={async (event) => {
        const input = event.currentTarget;
        const opened = await importFiles(sessionStore, [...(input.files ?? [])]);
        // The same file can be chosen again after it was changed on disk.
        input.value = '';
        if (opened !== null) tellOpened(opened.file, opened.message, opened.notRead);
      }}
    />
  );
}
