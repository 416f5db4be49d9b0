// The `x-bulkhead.disable` list of a file: `{ rule, service, reason }` each.

import { topLevel } from '../../compose/workspace/top-level.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { Path, Tree } from '../../yaml/tree.ts';
import { childOf, entriesOf, itemsOf, scalarText } from '../../yaml/tree.ts';
import type { Report } from '../findings/finding.ts';
import type { Suppression, Suppressions } from './suppressions.ts';

const itemKeys: ReadonlySet<string> = new Set(['rule', 'service', 'reason']);

/** Reads the list; without a service an item covers the file. */
export function listedSuppressions(workspace: Workspace, rules: ReadonlySet<string>): Suppressions {
  const list: Suppression[] = [];
  const reports: Report[] = [];
  itemsOf(childOf(topLevel(workspace, 'x-bulkhead'), 'disable')).forEach((item, index) => {
    const rule = scalarText(childOf(item, 'rule'));
    const service = scalarText(childOf(item, 'service'));
    const reason = scalarText(childOf(item, 'reason')) ?? '';
    const wrong = wrongWords(item, rule, service, workspace, rules);
    const at: Path = ['x-bulkhead', 'disable', index];
    reports.push(...wrong.map((word) => report(word, at)));
    if (rule !== null) list.push({ by: 'file', rules: [rule], service, line: null, file: '', reason });
  });
  return { list, reports };
}

function wrongWords(
  item: Tree,
  rule: string | null,
  service: string | null,
  { topology }: Workspace,
  rules: ReadonlySet<string>,
): readonly string[] {
  const wrong: string[] = [];
  if (rule === null) wrong.push('no rule');
  else if (!rules.has(rule)) wrong.push(`the unknown rule ${rule}`);
  if (service !== null && !topology.services.has(service)) wrong.push(`the unknown service ${service}`);
  for (const { key } of entriesOf(item)) if (!itemKeys.has(key)) wrong.push(`the unknown key ${key}`);
  return wrong;
}

function report(word: string, at: Path): Report {
  return {
    subjects: [],
    message: `An item of x-bulkhead.disable names ${word}. It takes rule, service and reason.`,
    at,
    evidence: ['file', word],
  };
}
