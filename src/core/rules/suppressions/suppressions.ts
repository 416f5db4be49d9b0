// Suppressions: comments in the file and its `x-bulkhead.disable` list. Suppressed findings stay, marked as such; a suppression that names
// no rule, and any other word under `x-bulkhead` without a meaning, is a finding of its own (CN902).

import type { ComposeDocument } from '../../compose/document.ts';
import { memoize } from '../../compose/memoize.ts';
import type { Service } from '../../compose/topology.ts';
import { placeOf } from '../../compose/workspace/place-of.ts';
import { topLevel } from '../../compose/workspace/top-level.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { Finding, Report } from '../../findings/finding.ts';
import { makeFinding } from '../../findings/make-finding.ts';
import { readIntents } from '../../intents/read-intents.ts';
import { didYouMean } from '../../text/closest-word.ts';
import { childOf, entriesOf, itemsOf, type Path, scalarText, type Tree } from '../../yaml/tree.ts';

/** One suppression. It covers a whole service, one line, or with neither the whole file. */
interface Suppression {
  readonly by: 'inline' | 'file';
  readonly rules: readonly string[];
  readonly service: string | null;
  /** The line in `file`, from 1. */
  readonly line: number | null;
  readonly file: string;
  readonly reason: string;
}

/** The suppressions that could be read, and the faults of the others. */
interface Suppressions {
  readonly list: readonly Suppression[];
  readonly reports: readonly Report[];
}

/** The identity of findings about words without a meaning. */
export const unknownSuppression = {
  id: 'CN902',
  slug: 'unknown-suppression',
  title: 'A suppression or setting means nothing',
  why: 'A suppression or a setting without a meaning hides a mistake: the finding that it was meant for still counts, or the setting is not in force.',
  severity: 'warning',
  source: 'Bulkhead',
} as const;

/** Marks the findings that the file suppresses, and adds the faults of its suppressions. */
export function applySuppressions(
  workspace: Workspace,
  findings: readonly Finding[],
  rules: ReadonlySet<string>,
): readonly Finding[] {
  const inline = inlineSuppressions(workspace, rules);
  const listed = listedSuppressions(workspace, rules);
  const list = [...inline.list, ...listed.list];
  const reports = [...inline.reports, ...listed.reports, ...checkBulkheadKeys(workspace)];
  const marked = list.length === 0 ? findings : findings.map((finding) => mark(workspace, finding, list));
  return [...marked, ...reports.map((report) => makeFinding(unknownSuppression, report, workspace.topology))];
}

/** Marks the findings that the files of a project suppress. */
export function markSuppressed(
  workspace: Workspace,
  findings: readonly Finding[],
  rules: ReadonlySet<string>,
): readonly Finding[] {
  const list = [...inlineSuppressions(workspace, rules).list, ...listedSuppressions(workspace, rules).list];
  return list.length === 0 ? findings : findings.map((finding) => mark(workspace, finding, list));
}

function mark(workspace: Workspace, finding: Finding, list: readonly Suppression[]): Finding {
  const found = list.find((suppression) => covers(workspace, suppression, finding));
  return found ? { ...finding, suppressed: { by: found.by, reason: found.reason } } : finding;
}

function covers(
  workspace: Workspace,
  { rules, service, line, file }: Suppression,
  finding: Finding,
): boolean {
  if (!rules.includes(finding.rule)) return false;
  if (service !== null) return finding.subjects.includes(service);
  if (line === null) return true;
  const place = placeOf(workspace, finding.at);
  return place.line === line && place.file === file;
}

const comment = /(?:^|\s)#\s*bulkhead-disable\b(.*)$/;

/**
 * Reads the comments `# bulkhead-disable CN101 -- reason` of all files: at the end of a line for that line, above a service for all of it,
 * above another line for that one. The words before ` -- ` are rule ids.
 */
function inlineSuppressions({ files }: Workspace, rules: ReadonlySet<string>): Suppressions {
  const read = files.map(({ document }) => suppressionsIn(document, rules, () => serviceLines(document)));
  return { list: read.flatMap(({ list }) => list), reports: read.flatMap(({ reports }) => reports) };
}

/** Returns the suppressions in the comments of a file; `linesOf` gives its services by the lines of their keys. */
export function suppressionsIn(
  document: Pick<ComposeDocument, 'file' | 'text'>,
  rules: ReadonlySet<string>,
  linesOf: () => ReadonlyMap<number, string>,
): Suppressions {
  if (!document.text.includes('bulkhead-disable')) return { list: [], reports: [] };
  const services = linesOf();
  const lines = document.text.split(/\r\n|\r|\n/);
  const list: Suppression[] = [];
  const reports: Report[] = [];
  lines.forEach((text, index) => {
    const match = comment.exec(text);
    if (!match) return;
    const { ids, reason } = readSuppression(match[1] ?? '');
    const isAlone = text.slice(0, match.index).trim() === '';
    const line = isAlone ? nextLine(lines, index) : index + 1;
    const service = services.get(line) ?? null;
    list.push({ by: 'inline', rules: ids, service, line, file: document.file, reason });
    reports.push(...wrongIds(ids, rules, index + 1, service));
  });
  return { list, reports };
}

function readSuppression(words: string): { readonly ids: readonly string[]; readonly reason: string } {
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
    message: `The comment on line ${line} disables ${id}, which is no rule. ${didYouMean(id, rules)}Name one, such as CN101.`,
    at: service === null ? [] : ['services', service],
    evidence: ['inline', id],
  }));
}

/** Returns the number of the next line, from 1, that is neither blank nor a comment; past the end for none. */
function nextLine(lines: readonly string[], index: number): number {
  const found = lines.findIndex((text, i) => i > index && !/^\s*(?:#|$)/.test(text));
  return found < 0 ? lines.length + 1 : found + 1;
}

/** Returns the services by the line number of their key. */
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

const itemKeys: ReadonlySet<string> = new Set(['rule', 'service', 'reason']);

/** Reads the `x-bulkhead.disable` list, `{ rule, service, reason }` each; without a service an item covers the file. */
function listedSuppressions(workspace: Workspace, rules: ReadonlySet<string>): Suppressions {
  const list: Suppression[] = [];
  const reports: Report[] = [];
  itemsOf(childOf(topLevel(workspace, 'x-bulkhead'), 'disable')).forEach((item, index) => {
    const rule = scalarText(childOf(item, 'rule'));
    const service = scalarText(childOf(item, 'service'));
    const reason = scalarText(childOf(item, 'reason')) ?? '';
    const wrong = wrongSuppression(item, rule, service, workspace, rules);
    const at: Path = ['x-bulkhead', 'disable', index];
    reports.push(...wrong.map((wrong) => report(wrong, at)));
    if (rule !== null) list.push({ by: 'file', rules: [rule], service, line: null, file: '', reason });
  });
  return { list, reports };
}

function wrongSuppression(
  item: Tree,
  rule: string | null,
  service: string | null,
  { topology }: Workspace,
  rules: ReadonlySet<string>,
): readonly ItemFault[] {
  const wrong: ItemFault[] = [];
  if (rule === null) wrong.push({ words: 'no rule', meant: '' });
  else if (!rules.has(rule)) wrong.push(unknown('rule', rule, rules));
  if (service !== null && !topology.services.has(service))
    wrong.push(unknown('service', service, topology.services.keys()));
  for (const { key } of entriesOf(item)) if (!itemKeys.has(key)) wrong.push(unknown('key', key, itemKeys));
  return wrong;
}

/** A fault of an item, with a suggestion; '' when no known word is near. */
interface ItemFault {
  readonly words: string;
  readonly meant: string;
}

function unknown(what: string, word: string, known: Iterable<string>): ItemFault {
  return { words: `the unknown ${what} ${word}`, meant: didYouMean(word, known) };
}

function report({ words, meant }: ItemFault, at: Path): Report {
  return {
    subjects: [],
    message: `An item of x-bulkhead.disable names ${words}. ${meant}It takes rule, service and reason.`,
    at,
    evidence: ['file', words],
  };
}

const fileKeys: readonly string[] = ['version', 'intents', 'disable', 'layout'];
const serviceKeys: readonly string[] = ['tier', 'needs', 'external'];

const ownBlock = memoize(({ tree }: Service) => childOf(tree, 'x-bulkhead'));

/** Returns one report for each unknown word under `x-bulkhead`: keys and intents in the file's block, keys, tiers and needs of services. */
function checkBulkheadKeys(workspace: Workspace): readonly Report[] {
  const reports: Report[] = [];
  for (const { key } of entriesOf(topLevel(workspace, 'x-bulkhead'))) {
    if (fileKeys.includes(key)) continue;
    reports.push({
      subjects: [],
      message: `x-bulkhead has no key '${key}'. It takes ${fileKeys.join(', ')}.`,
      at: ['x-bulkhead', key],
      evidence: ['key', key],
    });
  }
  reports.push(...readIntents(workspace).reports);
  const { services } = workspace.topology;
  for (const service of services.values()) {
    const block = ownBlock(service);
    if (block === null) continue;
    const { name, tags } = service;
    const at = ['services', name, 'x-bulkhead'];
    const tier = scalarText(childOf(block, 'tier'));
    if (tier !== null && tags.tier === null) {
      const message = `x-bulkhead of ${name} has no tier '${tier}'. There are edge, app and data.`;
      reports.push({ subjects: [name], message, at: [...at, 'tier'], evidence: ['tier', tier] });
    }
    tags.needs.forEach((need, index) => {
      if (services.has(need)) return;
      const message = `x-bulkhead of ${name} needs '${need}', which is no service here.`;
      reports.push({ subjects: [name], message, at: [...at, 'needs', index], evidence: ['need', need] });
    });
    for (const { key } of entriesOf(block)) {
      if (serviceKeys.includes(key)) continue;
      reports.push({
        subjects: [name],
        message: `x-bulkhead of ${name} has no key '${key}'. It takes ${serviceKeys.join(', ')}.`,
        at: [...at, key],
        evidence: ['key', key],
      });
    }
  }
  return reports;
}
