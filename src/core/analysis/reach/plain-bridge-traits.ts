// The traits of a bridge without options: what other kinds of network start from.

import type { SegmentTraits } from './segment.ts';

/** A NAT bridge with icc, masquerade and an address of its own, made by this project. */
export const plainBridgeTraits: SegmentTraits = {
  kind: 'bridge',
  external: false,
  internal: false,
  onWire: false,
  carries: true,
  resolvesNames: true,
  toHost: true,
  fromHost: true,
  ipv6: false,
  route: true,
  answered: true,
  answeredByRoute: false,
  hostPath: true,
  passesToPublished: true,
  repliesCome: true,
  publishes: true,
  hostBinding: '',
  answersBridges: 'none',
  publishedOnWire: false,
  othersOnWire: false,
  evidence: 'measured',
};
