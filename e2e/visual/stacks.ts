// Stacks whose pictures are looked at.

const images = ['nginx:1.27', 'node:22', 'postgres:17', 'redis:7', 'ghcr.io/example/api:1', 'python:3.13'];

/** `count` services that say nothing of networks. */
export function flat(count: number): string {
  const lines = Array.from({ length: count }, (_, at) => {
    const ports = at % 6 === 0 ? `, ports: ["${8000 + at}:80"]` : '';
    return `  part-${at}: { image: "${images[at % images.length]}"${ports} }`;
  });
  return `services:\n${lines.join('\n')}\n`;
}

/** A proxy on a network of somebody else, and services that it lets in by their labels. */
export const external = `name: site
services:
  traefik: { image: "traefik:v3", ports: ["443:443", "80:80"], networks: [web] }
  shop:
    image: ghcr.io/example/shop:1
    networks: [web, shop-data]
    labels: ["traefik.http.routers.shop.rule=Host(\`shop.example\`)", "traefik.http.services.shop.loadbalancer.server.port=8080"]
  shop-store: { image: "postgres:17", networks: { shop-data: { aliases: [store], ipv4_address: 10.1.0.9 } } }
  blog: { image: "ghost:5", networks: [web, blog-data], labels: ["traefik.http.routers.blog.rule=Host(\`blog.example\`)"] }
  blog-store: { image: "mysql:9", networks: [blog-data], deploy: { replicas: 3 } }
  metrics: { image: "prom/prometheus:v3", networks: [web, lonely] }
networks:
  web: { external: true }
  shop-data: { internal: true, ipam: { config: [{ subnet: 10.1.0.0/24 }] } }
  blog-data: { internal: true }
  lonely: {}
`;

const row = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at + 1)).join('');

/** Two piles, a rail and a stub. */
export const piles = `services:
  gateway: { image: "nginx:1.27", ports: ["443:443", "80:80", "8443:8443"], networks: [edge, core] }
  api: { image: "ghcr.io/example/api:3", networks: [core, data], depends_on: [db] }
  db: { image: "postgres:17", networks: [data] }
${row(9, (at) => `  worker-${at}: { image: "ghcr.io/example/worker:${at}", networks: [core, data] }\n`)}${row(7, (at) => `  agent-${at}: { image: "ghcr.io/example/agent:1", networks: [core] }\n`)}${row(6, (at) => `  probe-${at}: { image: "ghcr.io/example/probe-${at}:1", networks: [${at % 2 === 0 ? 'data' : 'core'}, monitoring] }\n`)}networks: { edge: {}, core: {}, data: { internal: true }, monitoring: {} }
`;

/** Every way to be on a network, or on none. */
export const modes = `services:
  web: { image: "nginx:1.27", ports: ["443:9586"], networks: [front, mid], cap_drop: [ALL], user: "101" }
  app: { image: "ghcr.io/example/app:7", networks: { mid: {}, back: { aliases: [main] } } }
  sniff: { image: "nicolaka/netshoot", network_mode: "service:app" }
  db: { image: "postgres:17", networks: { back: { aliases: [store] } }, ports: ["5432:5432"] }
  cache: { image: "redis:7", networks: [back], ports: ["127.0.0.1:6379:6379"] }
  tail: { image: "busybox:1.37", network_mode: none }
  exporter: { image: "prom/node-exporter", network_mode: host }
  legacy: { image: "example/legacy", network_mode: bridge }
  lost: { image: "example/lost", network_mode: "container:elsewhere" }
  batch: { image: "alpine:3", profiles: [job], networks: [mid, front] }
networks: { front: {}, mid: {}, back: { internal: true } }
`;
