// Comments `# bulkhead-disable CN101 -- reason`: at the end of a line for that line, above a service for all of it,
// above another line for that one.

import type { ComposeDocument } from '../../compose/document.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { Report } from '../findings/finding.ts';
import type { Suppression, Suppressions } from './suppressions.ts';

const comment = /(?:^|\s)#\s*bulkhead-disable\b(.*)$/;

/** Reads the comments of all files; the words before ` -- ` are rule ids. */
export function inlineSuppressions({ files }: Workspace, rules: ReadonlySet<string>): Suppressions {
  const read = files.map(({ document }) => suppressionsIn(document, rules));
  return { list: read.flatMap(({ list }) => list), reports: read.flatMap(({ reports }) => reports) };
}

function suppressionsIn(document: ComposeDocument, rules: ReadonlySet<string>): Suppressions {
  if (!document.text.includes('bulkhead-disable')) return { list: [], reports: [] };
  const services = serviceLines(document);
  const lines = document.text.split(/\r\n|\r|\n/);
  const list: Suppression[] = [];
  const reports: Report[] = [];
  lines.forEach((text, index) => {
    const match = comment.exec(text);
    if (!match) return;
    const { ids, reason } = readWords(match[1] ?? '');
    const own = text.slice(0, match.index).trim() === '';
    const line = own ? nextLine(lines, index) : index + 1;
    const service = services.get(line) ?? null;
    list.push({ by: 'inline', rules: ids, service, line, file: document.file, reason });
    reports.push(...wrongIds(ids, rules, index + 1, service));
  });
  return { list, reports };
}

function readWords(words: string): { readonly ids: readonly string[]; readonly reason: string } {
  const [ids = '', ...rest] = words.split(/\s--\s/);
  return { ids: ids.split(/[\s,:]+/).filter(Boolean), reason: rest.join(' -- ').trim() };
}

function wrongIds(
  ids: readonly string[],
  rules: ReadonlySet<string>,
  line: number,
  service: string | null,
): readonly Report[] {
  const wrong = ids.length === 0 ? ['nothing'] : ids.filter((id) => !rules.has(id));
  return wrong.map((id) => ({
    subjects: service === null ? [] : [service],
    message: `The comment on line ${line} disables ${id}, which is no rule. Name one, such as CN101.`,
    at: service === null ? [] : ['services', service],
    evidence: ['inline', id],
  }));
}

/** 1-based number of the next line that is neither blank nor a comment; past the end when there is none. */
function nextLine(lines: readonly string[], index: number): number {
  const found = lines.findIndex((text, i) => i > index && !/^\s*(?:#|$)/.test(text));
  return found < 0 ? lines.length + 1 : found + 1;
}

/** From line number to the service whose key stands there. */
function serviceLines({ text, fragments }: ComposeDocument): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  let offset = 0;
  let line = 1;
  let counted = 0;
  for (const { kind, name, length, keySpan } of fragments) {
    if (kind === 'service' && keySpan) {
      const key = offset + keySpan.from;
      line += text.slice(counted, key).split(/\r\n|\r|\n/).length - 1;
      counted = key;
      found.set(line, name);
    }
    offset += length;
  }
  return found;
}
