// The answers of a file server, from the files that the project mounts.

import type { ContainerFiles } from '../files/container-files.ts';
import type { Outcomes, Request } from '../model.ts';
import { redirectOutcome, singleOutcome, unknownOutcome } from '../outcomes.ts';

export type FileRoot = (path: string, request: Request) => Outcomes;

/**
 * Returns a file server for `root`. `empty` means that the image has no files of its own there; otherwise the image's files are unknown.
 */
export function fileRoot(
  files: ContainerFiles,
  root: string,
  empty: boolean,
  indexes: readonly string[],
): FileRoot {
  const at = (path: string) => files.at(`${root}/${path}`);
  return (path, request) => {
    const none = () => singleOutcome('not-found');
    const found = at(path);
    if (found.kind === 'unread') return unknownOutcome(found.why);
    if (found.kind === 'image')
      return empty ? none() : unknownOutcome(`What the image has in ${root} is unknown.`);
    if (found.kind === 'absent') return none();
    if (found.kind === 'text') return path.endsWith('/') ? none() : singleOutcome('serves', { own: true });
    if (!path.endsWith('/')) return redirectOutcome(`${path}/`, request);
    const kinds = indexes.map((name) => at(path + name));
    if (kinds.some(({ kind }) => kind === 'text')) return singleOutcome('serves', { own: true });
    const open = kinds.find(({ kind }) => kind === 'unread');
    return open?.kind === 'unread' ? unknownOutcome(open.why) : none();
  };
}
