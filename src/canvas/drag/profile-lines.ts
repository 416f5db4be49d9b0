import type { Preview } from '../../core/session/session.ts';
import type { DragSource } from './drag-source.ts';
import type { PreviewLine } from './preview-lines.ts';

/** Says of a service that its profile keeps out of the picture when what is promised comes true; nothing of others. */
export function profileLines(source: DragSource | null, { analysis }: Preview): readonly PreviewLine[] {
  if (source === null || source.type === 'palette') return [];
  const service = analysis.topology.services.get(source.service);
  if (!service || service.profiles.length === 0 || analysis.reach.facts.has(service.name)) return [];
  return [{ tone: 'plain', text: `only with profile ${service.profiles.join(' or ')}` }];
}
