import type { Ref } from 'react';
import { openChosen } from './open-files.ts';

/** The folder dialog of the page: everything in it that may belong to a compose project. */
export function FolderInput({ ref }: { readonly ref: Ref<HTMLInputElement> }) {
  return (
    <input
      ref={ref}
      type="file"
      data-open-folder=""
      className="bh-visually-hidden"
      aria-label="Open the folder of a compose project"
      tabIndex={-1}
      {...{ webkitdirectory: '' }}
      onChange={(event) => openChosen(event.currentTarget)}
    />
  );
}
