// A provider is no container (A1), so it can be put on no network and in no mode.

import { type Result, refuse } from '../../../text/result.ts';
import type { Service } from '../../topology.ts';

/** The refusal for a provider; null for any other service. */
export function refuseProvider(service: Service): Result<never> | null {
  if (!service.isProvider) return null;
  return refuse('provider', `${service.name} is a provider and no container, so it is on no network`);
}
