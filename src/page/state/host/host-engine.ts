// What a host is worked out with. It is fetched when one is opened: most people open one project, and shall not wait for it.

import { acrossSteps } from '../../../core/host/across-stacks.ts';
import { connectAcross } from '../../../core/host/connect.ts';
import { readHostFile } from '../../../core/host/host-file.ts';
import { openHost } from '../../../core/host/open-host.ts';
import { withLostNames } from '../../../core/host/running/as-it-runs.ts';
import { hostPicture } from '../../../core/map/host-scene.ts';
import { orderBands, passesFilter } from '../../../core/map/order-bands.ts';
import { hostSteps } from '../../../core/rules/analyze-host.ts';

export const hostEngine = {
  acrossSteps,
  connectAcross,
  hostPicture,
  hostSteps,
  openHost,
  orderBands,
  passesFilter,
  readHostFile,
  withLostAnswers: withLostNames,
};
