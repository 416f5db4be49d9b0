// What is assumed without options: the newest measured Engine with a daemon as installed.

import type { ReachOptions } from './reach/reach-model.ts';

export const defaultReachOptions: ReachOptions = {
  engine: { text: '28', major: 28, minor: 5, patch: 2 },
  userlandProxy: true,
  directRouting: false,
  profiles: [],
  project: null,
};
