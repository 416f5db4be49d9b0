// Stacks in which one literal that affects the network is replaced by `${UNSET}`.

/** A stack with one literal replaced by a variable. */
export interface UnsetCase {
  readonly stack: string;
  /** The line and the original literal. */
  readonly place: string;
  /** The text with `${UNSET}` instead of the literal. */
  readonly text: string;
  /** The texts with possible values of the variable: the original literal, and literals from places of the same kind. */
  readonly values: readonly string[];
}

// Each replaceable literal is enclosed in ‹ and ›, with the kind of its place before a bar.
const stacks: Readonly<Record<string, string>> = {
  shop: `services:
  proxy:
    image: caddy:2
    ports:
      - "‹ip|0.0.0.0›:‹port|443›:‹port|8443›"
      - "‹port|80›:‹port|8080›/‹protocol|tcp›"
      - "‹item|9000:9000›"
    networks: [‹network|front›]
  app:
    image: node:22
    user: "‹user|1000›"
    networks: [‹network|front›, ‹network|back›]
    profiles: [‹profile|debug›]
  db:
    image: postgres:17
    ports: ["127.0.0.1:‹port|5432›:5432", "‹port|5433›"]
    networks:
      mid: { aliases: [‹alias|store›] }
      back: { aliases: [‹alias|cache›] }
    privileged: ‹flag|false›
  cache:
    image: redis:7
    ports:
      - { target: ‹port|6379›, published: "‹port|6379›", host_ip: ‹ip|127.0.0.1›, protocol: ‹protocol|udp› }
    networks: [back]
    cap_add: [‹capability|NET_ADMIN›]
    scale: ‹scale|1›
  logs: { image: busybox, network_mode: ‹mode|none› }
  agent: { image: busybox, network_mode: ‹mode|host› }
  side: { image: busybox, network_mode: "service:‹service|db›" }
networks:
  front: { driver: ‹driver|bridge› }
  mid: { internal: ‹flag|false› }
  back: { internal: ‹flag|true›, driver: ‹driver|macvlan› }
`,
  shared: `services:
  a: { image: x, networks: [‹key|one›] }
  b: { image: x, networks: [‹key|two›], ports: ["‹port|81›:80"] }
  c: { image: x, networks: [three] }
  d: { image: x, networks: [four], ports: ["‹port|82›:‹port|82›"] }
  e: { image: x, network_mode: bridge, ports: ["83:‹port|80›"] }
networks:
  one: { external: ‹flag|true›, name: ‹name|shop_three› }
  two: { external: true, name: ‹name|edge› }
  three: { name: ‹name|edge›, internal: true }
  four:
    driver_opts:
      com.docker.network.bridge.enable_icc: "‹flag|false›"
      com.docker.network.bridge.enable_ip_masquerade: "‹flag|true›"
      com.docker.network.bridge.gateway_mode_ipv4: ‹gateway|nat›
      com.docker.network.bridge.inhibit_ipv4: "‹flag|false›"
      com.docker.network.bridge.host_binding_ipv4: ‹ip|127.0.0.1›
`,
};

/** Possible values that appear in no stack. */
const extraValues: Readonly<Record<string, readonly string[]>> = {
  gateway: ['routed', 'isolated', 'nat-unprotected'],
  driver: ['overlay', 'ipvlan'],
  mode: ['bridge', 'service:db'],
  network: ['mid'],
  key: ['three', 'four'],
  item: ['127.0.0.1:9000:9000', '9000'],
};

const site = /‹(\w+)\|([^›]*)›/g;

/** Returns the text with the literal at one offset replaced and all markers removed. */
function fillLiteral(text: string, at: number, value: string): string {
  return text.replace(site, (_, _kind: string, literal: string, from: number) => {
    if (from !== at) return literal;
    // Plain text in a flow collection must not contain braces.
    const inQuotes = (text.slice(text.lastIndexOf('\n', from), from).split('"').length - 1) % 2 === 1;
    return inQuotes || !value.includes('{') ? value : `"${value}"`;
  });
}

/** Returns every case of every stack. */
export function everyUnset(): readonly UnsetCase[] {
  const cases: UnsetCase[] = [];
  for (const [stack, text] of Object.entries(stacks)) {
    const sites = [...text.matchAll(site)];
    for (const { index, 1: kind = '', 2: literal = '' } of sites) {
      const line = text.slice(0, index).split('\n').length;
      const others = sites.filter((other) => other[1] === kind).map((other) => other[2] ?? '');
      const values = [...new Set([literal, ...others, ...(extraValues[kind] ?? [])])];
      cases.push({
        stack,
        place: `line ${line}, ${kind} ${literal}`,
        text: fillLiteral(text, index, '${UNSET}'),
        values: values.map((value) => fillLiteral(text, index, value)),
      });
    }
  }
  return cases;
}
