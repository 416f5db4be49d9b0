// Machines beyond the one whose proxies are read. A fleet knows them; without one, what is outside of the files stays unknown.

import type { FarConnection, FarTarget } from '../model.ts';

/** The fleet as proxies of one machine see it. */
export interface OtherMachines {
  /** Returns the connection of a service to a target; null for a name that nothing here leads anywhere. */
  connect(service: string, target: FarTarget): FarConnection | null;
}
