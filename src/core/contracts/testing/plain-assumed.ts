import type { Assumed } from '../assumed.ts';

/** What an answer about one file in the folder `shop` rests on, where there is nothing else to say. */
export const plainAssumed: Assumed = {
  files: ['compose.yaml'],
  project: { name: 'shop', from: 'folder' },
  profiles: { active: [], known: [] },
  unsetVariables: [],
  outside: 'unknown',
  addressFamilies: ['ipv4'],
  notModelled: [],
};
