// What a fleet is worked out with. It is fetched when one is opened.

import { planFleetText } from '../../../core/fleet/edit/fleet-edit.ts';
import { readFleetFile } from '../../../core/fleet/fleet-file.ts';
import { statedSettings } from '../../../core/fleet/stated-settings.ts';
import { onSwarm } from '../../../core/fleet/swarm/swarm.ts';
import { hostFacts } from '../../../core/host/host-facts.ts';
import { fleetPicture } from '../../../core/map/fleet/fleet-picture.ts';
import { fleetAnalysis, fleetFindingSteps, fleetReachSteps } from '../../../core/rules/analyze-fleet.ts';
import { readWays } from '../../../core/ways-in/ways/read-ways.ts';
import { hostEngine } from '../host/host-engine.ts';

export const fleetEngine = {
  fleetAnalysis,
  fleetFindingSteps,
  fleetPicture,
  fleetReachSteps,
  hostEngine,
  hostFacts,
  onSwarm,
  planFleetText,
  readFleetFile,
  readWays,
  statedSettings,
};
