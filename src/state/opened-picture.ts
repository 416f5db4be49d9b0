import { type Analysis, analyzeDocument } from '../core/analysis/analyze-document.ts';
import type { ReachOptions } from '../core/analysis/reach-model.ts';
import type { ComposeDocument } from '../core/compose/document.ts';
import { openDocument } from '../core/compose/open-document.ts';
import type { Session } from '../core/session/session.ts';

interface OpenedPicture {
  readonly document: ComposeDocument;
  readonly analysis: Analysis;
}

let last: { readonly text: string; readonly options: ReachOptions; readonly picture: OpenedPicture } | null =
  null;

/** The file as it was opened, analysed; kept for the one file that is open. */
export function openedPicture(session: Session, options: ReachOptions): OpenedPicture {
  if (last !== null && last.text === session.opened && last.options === options) return last.picture;
  const { file, environment } = session.document;
  const document = openDocument(session.opened, { file, environment });
  const picture = { document, analysis: analyzeDocument(document, options) };
  last = { text: session.opened, options, picture };
  return picture;
}
