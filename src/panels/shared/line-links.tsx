import { locate } from '../../core/compose/locate.ts';
import type { Path } from '../../core/yaml/tree.ts';
import { usePicture } from '../../state/use-picture.ts';
import { LineLink } from './line-link.tsx';

/** The lines of several facts, each line once. */
export function LineLinks({ paths }: { readonly paths: readonly Path[] }) {
  const { document } = usePicture();
  if (document === null) return null;
  const byLine = new Map<number, Path>();
  for (const path of paths) byLine.set(locate(document, path).line, path);
  return [...byLine].map(([line, path]) => (
    <span key={line}>
      {' '}
      <LineLink path={path} />
    </span>
  ));
}
