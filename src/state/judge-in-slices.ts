import { problemsOfService } from '../core/compose/project/validate-topology.ts';
import type { SchemaCheck } from '../core/compose/schema/schema-check.ts';
import type { Service } from '../core/compose/topology.ts';
import { createSlices } from './slices.ts';

/**
 * Looks at every service by itself, a few at a time. What is said of one is remembered, so that analyzing the whole project
 * afterwards takes no longer than putting the answers together.
 */
export async function judgeInSlices(
  services: Iterable<Service>,
  environment: ReadonlyMap<string, string>,
  schema: SchemaCheck | null,
): Promise<void> {
  const othersTurn = createSlices();
  for (const service of services) {
    problemsOfService(service, environment, schema);
    await othersTurn();
  }
}
