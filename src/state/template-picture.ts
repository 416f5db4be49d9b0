import { type Analysis, analyzeDocument } from '../core/analysis/analyze-document.ts';
import { defaultReachOptions } from '../core/analysis/default-reach-options.ts';
import type { ComposeDocument } from '../core/compose/document.ts';
import { openDocument } from '../core/compose/open-document.ts';
import { templateFile, templateText } from './template.ts';

/** The template as a document and its analysis. */
export interface TemplatePicture {
  readonly document: ComposeDocument;
  readonly analysis: Analysis;
}

let made: TemplatePicture | null = null;

/** What stands on the canvas while no file is open; made once, always the same value. */
export function templatePicture(): TemplatePicture {
  if (made === null) {
    const document = openDocument(templateText, { file: templateFile });
    made = { document, analysis: analyzeDocument(document, defaultReachOptions) };
  }
  return made;
}
