import { placeOf } from '../../../core/compose/workspace/place-of.ts';
import type { SourcePlace } from '../../../core/ways-in/places.ts';
import type { Path } from '../../../core/yaml/tree.ts';
import { uiStore } from '../../state/page-stores.ts';
import { useProject } from '../../state/session/use-project.ts';

/** The line number of a fact, as a link that shows it in the file; nothing while the text cannot be read. */
export function LineLink({ path }: { readonly path: Path }) {
  const { workspace } = useProject();
  return workspace === null ? null : <PlaceLink place={placeOf(workspace, path)} />;
}

/** A line as a link that shows it in its file; as plain text in a file that is not open here, such as the configuration of a proxy. */
export function PlaceLink({ place: { file, line } }: { readonly place: SourcePlace }) {
  const { workspace } = useProject();
  if (workspace === null) return null;
  if (!workspace.files.some(({ document }) => document.file === file))
    return (
      <span className="bh-dim bh-nowrap">
        {file}:{line}
      </span>
    );
  return (
    <button
      type="button"
      className="bh-link bh-nowrap bh-rigid"
      data-line-link=""
      title={`Show line ${line} of ${file}`}
      // Something that appears or disappears with the focus would move the link away from under the pointer.
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        event.stopPropagation();
        uiStore.getState().showLine(line, file);
      }}
    >
      {workspace.files.length > 1 && `${file}, `}line {line}
    </button>
  );
}

/** Links to the lines of several facts, without repetition. */
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
