// Keys under `x-bulkhead` that mean nothing, in the file's block and in those of services.

import type { ComposeDocument } from '../compose/document.ts';
import { childOf, entriesOf } from '../yaml/tree.ts';
import type { Report } from './finding.ts';
import { topLevel } from './top-level.ts';

const fileKeys: readonly string[] = ['version', 'intents', 'disable', 'layout'];
const serviceKeys: readonly string[] = ['tier', 'needs', 'external'];

/** One report for each unknown key. */
export function checkBulkheadKeys(document: ComposeDocument): readonly Report[] {
  const reports: Report[] = [];
  for (const { key } of entriesOf(topLevel(document, 'x-bulkhead'))) {
    if (fileKeys.includes(key)) continue;
    reports.push({
      subjects: [],
      message: `x-bulkhead has no key '${key}'. It takes ${fileKeys.join(', ')}.`,
      at: ['x-bulkhead', key],
      evidence: ['key', key],
    });
  }
  for (const { name, tree } of document.topology.services.values()) {
    for (const { key } of entriesOf(childOf(tree, 'x-bulkhead'))) {
      if (serviceKeys.includes(key)) continue;
      reports.push({
        subjects: [name],
        message: `x-bulkhead of ${name} has no key '${key}'. It takes ${serviceKeys.join(', ')}.`,
        at: ['services', name, 'x-bulkhead', key],
        evidence: ['key', key],
      });
    }
  }
  return reports;
}
