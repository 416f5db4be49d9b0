// A comparison of two versions in the format that `diff` was asked for.

import { diffJson } from '../../core/export/diff/diff-json.ts';
import type { DiffReport } from '../../core/export/diff/diff-report.ts';
import { diffMarkdown, diffPretty } from '../../core/export/diff/diff-text.ts';
import { codeSpan } from '../../core/quote/markdown-text.ts';
import type { Io } from '../io.ts';
import { paint } from './paint.ts';

/** Yields a comparison in the requested format. `project` is its name when there are several. */
export function diffPieces(
  io: Io,
  format: string,
  report: DiffReport,
  project: string | null = null,
): Iterable<string> {
  if (format === 'json') return diffJson(report);
  if (format === 'markdown') return diffMarkdown(report, project === null ? '' : ` in ${codeSpan(project)}`);
  return diffPretty(report, io.color ? paint : undefined);
}
