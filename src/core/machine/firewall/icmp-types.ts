// ICMPv6 types as iptables and nft name them. Only those by which neighbours find each other are asked for.

const types: ReadonlyMap<string, number> = new Map(
  Object.entries({
    'destination-unreachable': 1,
    'packet-too-big': 2,
    'time-exceeded': 3,
    'ttl-exceeded': 3,
    'parameter-problem': 4,
    'echo-request': 128,
    'echo-reply': 129,
    'mld-listener-query': 130,
    'mld-listener-report': 131,
    'mld-listener-done': 132,
    'mld-listener-reduction': 132,
    'router-solicitation': 133,
    'nd-router-solicit': 133,
    'router-advertisement': 134,
    'nd-router-advert': 134,
    'neighbour-solicitation': 135,
    'neighbor-solicitation': 135,
    'nd-neighbor-solicit': 135,
    'neighbour-advertisement': 136,
    'neighbor-advertisement': 136,
    'nd-neighbor-advert': 136,
    redirect: 137,
    'nd-redirect': 137,
    'mld2-listener-report': 143,
  }),
);

/** Returns the number of an ICMP type, given by number (`135`, `3/4`) or name; null when it is unknown. */
export function icmpTypeOf(text: string): number | null {
  const number = /^(\d+)(?:\/\d+)?$/.exec(text);
  return number ? Number(number[1]) : (types.get(text) ?? null);
}
