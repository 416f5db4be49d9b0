import type { Assumed } from '../assumed.ts';

/** The assumptions of an answer about one file in the folder `shop`, with nothing to note. */
export const plainAssumed: Assumed = {
  files: ['compose.yaml'],
  project: { name: 'shop', from: 'folder' },
  profiles: { active: [], known: [] },
  unsetVariables: [],
  outside: 'unknown',
  addressFamilies: ['ipv4'],
  notModelled: [],
};
