import { locate } from '../../core/compose/locate.ts';
import type { Path } from '../../core/yaml/tree.ts';
import { uiStore } from '../../state/ui-store.ts';
import { usePicture } from '../../state/use-picture.ts';

/** The line of a fact; pressing it shows that line of the file. Nothing while the text cannot be read. */
export function LineLink({ path }: { readonly path: Path }) {
  const { document } = usePicture();
  if (document === null) return null;
  const { line } = locate(document, path);
  return (
    <button
      type="button"
      className="line-link"
      title={`Show line ${line} of ${document.file}`}
      onClick={(event) => {
        event.stopPropagation();
        uiStore.getState().showLine(line);
      }}
    >
      line {line}
    </button>
  );
}
