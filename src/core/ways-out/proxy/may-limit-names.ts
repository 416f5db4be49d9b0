// Whether a project may have a proxy that limits where services leave to, by its images and variables alone.

import { memoize } from '../../compose/memoize.ts';
import type { Topology } from '../../compose/topology.ts';
import { forwardProgramOf } from '../../ways-in/ways/program-of.ts';
import { proxyVariables } from './proxy-variables.ts';

/** True where a service is a forward proxy by its image, or a variable names a service as one. */
export const mayLimitNames = memoize(({ services }: Topology): boolean =>
  [...services.values()].some(
    (service) =>
      forwardProgramOf(service) !== null || proxyVariables(service).some((host) => services.has(host)),
  ),
);
