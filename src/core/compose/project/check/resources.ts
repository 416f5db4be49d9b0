// The top-level keys beside services and networks whose entries a service names.

import type { Tree } from '../../../yaml/tree.ts';

export type ResourceKey = 'volumes' | 'secrets' | 'configs' | 'models';

/** In the order in which their problems are reported. */
export const resourceKeys: readonly ResourceKey[] = ['volumes', 'secrets', 'configs', 'models'];

/** The values of these keys; null where the file has none. */
export type Resources = Readonly<Record<ResourceKey, Tree | null>>;

/** What one entry of each is called. */
export const resourceNouns: Readonly<Record<ResourceKey, string>> = {
  volumes: 'volume',
  secrets: 'secret',
  configs: 'config',
  models: 'model',
};
