// Copied containers as text: a compose fragment that any editor shows, and that this page knows again.

import type { Operation } from '../../core/compose/operations/operation.ts';
import type { Topology } from '../../core/compose/topology.ts';
import { mainDocument, openAlone } from '../../core/compose/workspace/open-workspace.ts';
import { planInWorkspace } from '../../core/compose/workspace/plan/plan-in-workspace.ts';
import { copiedService } from './copied-service.ts';

const mark = '# Containers copied from Bulkhead';

/** The fragment of these services with their networks; null where none can be written out. */
export function clipboardText(topology: Topology, names: readonly string[]): string | null {
  const operations: Operation[] = [];
  const networks = new Set<string>();
  for (const name of names) {
    const service = topology.services.get(name);
    const copy = service ? copiedService(service) : null;
    if (!service || copy === null) continue;
    operations.push({ type: 'add-service', service: name, image: copy.image, body: copy.body });
    for (const { network } of service.attachments) {
      if (topology.networks.get(network)?.origin === 'declared') networks.add(network);
    }
  }
  if (operations.length === 0) return null;
  for (const network of networks) {
    operations.push({
      type: 'add-network',
      network,
      internal: topology.networks.get(network)?.internal === true,
    });
  }
  const planned = planInWorkspace(openAlone('services:\n'), operations);
  return planned.ok ? `${mark}\n${mainDocument(planned.value.workspace).text}` : null;
}

/** The services of a fragment that this page has copied; null for any other text. */
export function readClipboard(text: string): Topology | null {
  if (!text.startsWith(mark)) return null;
  const { topology, stale } = openAlone(text);
  return stale || topology.services.size === 0 ? null : topology;
}
