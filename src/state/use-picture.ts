import type { Analysis } from '../core/analysis/analyze-document.ts';
import type { ComposeDocument } from '../core/compose/document.ts';
import { templatePicture } from './template-picture.ts';
import { useSession } from './use-store.ts';

/** What the page shows of the file. `document` is null while the text cannot be read: places in it are then unknown. */
export interface Picture {
  readonly document: ComposeDocument | null;
  readonly analysis: Analysis;
  /** True while the text cannot be read: the picture is older than the text, and nothing in it is edited. */
  readonly stale: boolean;
}

/** The picture of the open file, or of the template while none is open. */
export function usePicture(): Picture {
  const session = useSession((state) => state.session);
  const analysis = useSession((state) => state.analysis);
  if (session === null || analysis === null) {
    const template = templatePicture();
    const stale = session !== null;
    return { document: stale ? null : template.document, analysis: template.analysis, stale };
  }
  const { stale } = session.document;
  return { document: stale ? null : session.document, analysis, stale };
}
