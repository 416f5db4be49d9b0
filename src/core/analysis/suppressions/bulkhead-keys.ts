// Words under `x-bulkhead` that mean nothing: keys and intents in the file's block, keys, tiers and needs of services.

import { oncePer } from '../../compose/once-per.ts';
import type { Service } from '../../compose/topology.ts';
import { topLevel } from '../../compose/workspace/top-level.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import { childOf, entriesOf, scalarText } from '../../yaml/tree.ts';
import type { Report } from '../findings/finding.ts';
import { readIntents } from '../intents/read-intents.ts';

const fileKeys: readonly string[] = ['version', 'intents', 'disable', 'layout'];
const serviceKeys: readonly string[] = ['tier', 'needs', 'external'];

const ownBlock = oncePer(({ tree }: Service) => childOf(tree, 'x-bulkhead'));

/** One report for each word that is not known. */
export function checkBulkheadKeys(workspace: Workspace): readonly Report[] {
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
