// Every rule, by id. A new rule is one file and one line here.

import type { Rule } from '../finding.ts';
import { cn101 } from './cn101-port-on-all-interfaces.ts';
import { cn102 } from './cn102-datastore-port-public.ts';
import { cn104 } from './cn104-dead-port-internal-only.ts';
import { cn105 } from './cn105-dead-port-host-or-none.ts';
import { cn106 } from './cn106-joined-publishes-ports.ts';
import { cn108 } from './cn108-publish-bypasses-isolation.ts';
import { cn201 } from './cn201-flat-default-network.ts';
import { cn202 } from './cn202-implicit-default-among-explicit.ts';
import { cn203 } from './cn203-tier-skip.ts';
import { cn206 } from './cn206-data-tier-egress.ts';
import { cn301 } from './cn301-open-container.ts';
import { cn302 } from './cn302-open-reaches-internal-tier.ts';
import { cn401 } from './cn401-depends-on-unreachable.ts';
import { cn402 } from './cn402-reference-unreachable.ts';
import { cn406 } from './cn406-dns-name-collision.ts';
import { cn408 } from './cn408-link-unresolvable.ts';
import { cn501 } from './cn501-privileged-container.ts';
import { cn502 } from './cn502-runtime-socket-mounted.ts';
import { cn504 } from './cn504-host-grade-capability.ts';
import { cn507 } from './cn507-net-bind-service-mismatch.ts';
import { cn508 } from './cn508-root-user.ts';
import { cn509 } from './cn509-hardening-baseline.ts';
import { cn601 } from './cn601-compose-rejects.ts';

/** All rules in the order of their ids. */
export const rules: readonly Rule[] = [
  cn101,
  cn102,
  cn104,
  cn105,
  cn106,
  cn108,
  cn201,
  cn202,
  cn203,
  cn206,
  cn301,
  cn302,
  cn401,
  cn402,
  cn406,
  cn408,
  cn501,
  cn502,
  cn504,
  cn507,
  cn508,
  cn509,
  cn601,
];
