// `--cluster-cidr`: the addresses of a cluster; all others are its outside.

import { rangeOf, subnetText } from '../../compose/bind-addresses.ts';
import { ok, type Result, refuse } from '../../text/result.ts';

/** Private and link-local addresses, which the pods, Services and nodes of a usual cluster have. */
const usualClusterRanges: readonly string[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10',
];

/** Parses ranges as subnets without duplicates. */
export function readRanges(texts: readonly string[]): Result<readonly string[]> {
  const ranges = new Set<string>();
  for (const text of texts) {
    const range = rangeOf(text);
    if (!range) {
      return refuse('no-range', `${text}: not an address range. Write one such as 10.0.0.0/8 or fd00::/8.`);
    }
    if (range.bits === 0) {
      return refuse('no-outside', `${text}: this range leaves nothing outside. Name the cluster's ranges.`);
    }
    ranges.add(subnetText(range));
  }
  return ok([...ranges]);
}

/** Returns `ranges`, completed by the usual ones of each address family without any. */
export function clusterRanges(ranges: readonly string[]): readonly string[] {
  const isIpv6 = (range: string): boolean => range.includes(':');
  return [
    ...ranges,
    ...usualClusterRanges.filter((usual) => !ranges.some((given) => isIpv6(given) === isIpv6(usual))),
  ];
}
