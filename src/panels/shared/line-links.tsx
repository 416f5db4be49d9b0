import { placeOf } from '../../core/compose/workspace/place-of.ts';
import type { Path } from '../../core/yaml/tree.ts';
import { useProject } from '../../state/session/use-project.ts';
import { LineLink } from './line-link.tsx';

/** The lines of several facts, each line once. */
export function LineLinks({ paths }: { readonly paths: readonly Path[] }) {
  const { workspace } = useProject();
  if (workspace === null) return null;
  const byPlace = new Map<string, Path>();
  for (const path of paths) {
    const { file, line } = placeOf(workspace, path);
    byPlace.set(`${file}:${line}`, path);
  }
  return [...byPlace].map(([place, path]) => (
    <span key={place}>
      {' '}
      <LineLink path={path} />
    </span>
  ));
}
