// Every rule of the host, by id. Adding one is one file and one line.

import type { HostRule } from '../host-rule.ts';
import { sameProjectName } from './cn801-same-project-name.ts';
import { portTakenByStack } from './cn802-port-taken-by-stack.ts';
import { nameAnsweredTwice } from './cn803-name-answered-twice.ts';
import { sharedNetworkFlat } from './cn804-shared-network-flat.ts';
import { networkMadeTwice } from './cn805-network-made-twice.ts';
import { externalNetworkMissing } from './cn806-external-network-missing.ts';
import { subnetOverlap } from './cn807-subnet-overlap.ts';
import { containerNameTaken } from './cn808-container-name-taken.ts';
import { dataOnSharedNetwork } from './cn809-data-on-shared-network.ts';
import { makerGoesFirst } from './cn810-maker-goes-first.ts';

export const hostRules: readonly HostRule[] = [
  sameProjectName,
  portTakenByStack,
  nameAnsweredTwice,
  sharedNetworkFlat,
  networkMadeTwice,
  externalNetworkMissing,
  subnetOverlap,
  containerNameTaken,
  dataOnSharedNetwork,
  makerGoesFirst,
];
