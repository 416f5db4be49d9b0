// A home server of twelve stacks, each a folder with its own compose file, with mistakes that people make: two stacks claim one port of the
// host, a database answers the LAN, and a dashboard holds the socket of the runtime.

const routed = (name: string, port: number): string => `    labels:
      - traefik.enable=true
      - traefik.http.routers.${name}.rule=Host(\`${name}.home.example\`)
      - traefik.http.services.${name}.loadbalancer.server.port=${port}
`;

const joinsProxy = `networks:
  default:
  proxy:
    external: true
`;

/** Texts by path. */
export const exampleHost: ReadonlyMap<string, string> = new Map([
  [
    'traefik/compose.yaml',
    `# The one way in from outside.
services:
  traefik:
    image: traefik:v3.3
    ports: ["80:80", "443:443"]
    volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]
    networks: [proxy]

networks:
  proxy:
    name: proxy
`,
  ],
  [
    'auth/compose.yaml',
    `services:
  authelia:
    image: authelia/authelia:4.38
    environment:
      AUTHELIA_SESSION_REDIS_HOST: sessions
    networks: [proxy, default]
${routed('auth', 9091)}  sessions:
    image: redis:7-alpine

${joinsProxy}`,
  ],
  [
    'cloud/compose.yaml',
    `services:
  nextcloud:
    image: nextcloud:30-apache
    environment:
      MYSQL_HOST: db
      REDIS_HOST: cache
    networks: [proxy, default]
${routed('cloud', 80)}  db:
    image: mariadb:11.4
    environment:
      MARIADB_RANDOM_ROOT_PASSWORD: "1"
  cache:
    image: redis:7-alpine

${joinsProxy}`,
  ],
  [
    'photos/compose.yaml',
    `services:
  server:
    image: ghcr.io/immich-app/immich-server:v1.122
    environment:
      DB_HOSTNAME: db
      REDIS_HOSTNAME: cache
      IMMICH_MACHINE_LEARNING_URL: http://learning:3003
    networks: [proxy, default]
${routed('photos', 2283)}  learning:
    image: ghcr.io/immich-app/immich-machine-learning:v1.122
  db:
    image: postgres:16
    environment:
      POSTGRES_HOST_AUTH_METHOD: scram-sha-256
  cache:
    image: redis:7-alpine

${joinsProxy}`,
  ],
  [
    'media/compose.yaml',
    `services:
  jellyfin:
    image: jellyfin/jellyfin:10.10
    networks: [proxy, default]
${routed('films', 8096)}  series:
    image: linuxserver/sonarr:4.0
    environment:
      DOWNLOADS_URL: http://vpn:8080
  vpn:
    image: qmcgaw/gluetun:v3.39
    cap_add: [NET_ADMIN]
    devices: ["/dev/net/tun:/dev/net/tun"]
    ports: ["8080:8080"]
  torrent:
    image: linuxserver/qbittorrent:5.0
    network_mode: service:vpn
    depends_on: [vpn]

${joinsProxy}`,
  ],
  [
    'paper/compose.yaml',
    `services:
  paperless:
    image: ghcr.io/paperless-ngx/paperless-ngx:2.13
    environment:
      PAPERLESS_DBHOST: db
      PAPERLESS_REDIS: redis://broker:6379
      PAPERLESS_TIKA_ENDPOINT: http://tika:9998
    networks: [proxy, default]
${routed('paper', 8000)}  tika:
    image: apache/tika:2.9.2.1
  broker:
    image: redis:7-alpine
  db:
    image: postgres:16

${joinsProxy}`,
  ],
  [
    'passwords/compose.yaml',
    `services:
  vaultwarden:
    image: vaultwarden/server:1.32
    user: "1000:1000"
    cap_drop: [ALL]
    networks: [proxy]
${routed('passwords', 80)}
networks:
  proxy:
    external: true
`,
  ],
  [
    'home/compose.yaml',
    `services:
  assistant:
    image: ghcr.io/home-assistant/home-assistant:2024.12
    network_mode: host
    privileged: true
  zigbee:
    image: koenkk/zigbee2mqtt:1.41
    environment:
      ZIGBEE2MQTT_CONFIG_MQTT_SERVER: mqtt://broker:1883
    devices: ["/dev/ttyUSB0:/dev/ttyUSB0"]
  broker:
    image: eclipse-mosquitto:2.0
    ports: ["127.0.0.1:1883:1883"]
`,
  ],
  [
    'dns/compose.yaml',
    `services:
  adguard:
    image: adguard/adguardhome:v0.107
    ports: ["53:53/tcp", "53:53/udp", "8080:80"]
`,
  ],
  [
    'monitor/compose.yaml',
    `services:
  prometheus:
    image: prom/prometheus:v3.0.1
  grafana:
    image: grafana/grafana:11.3.1
    environment:
      GF_DATASOURCE_URL: http://prometheus:9090
    networks: [proxy, default]
${routed('metrics', 3000)}  portainer:
    image: portainer/portainer-ce:2.21.4
    ports: ["9443:9443"]
    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]

${joinsProxy}`,
  ],
  [
    'git/compose.yaml',
    `services:
  gitea:
    image: gitea/gitea:1.22
    ports: ["2222:22"]
    environment:
      GITEA__database__HOST: db:5432
    networks: [proxy, default]
${routed('git', 3000)}  db:
    image: postgres:16
    ports: ["5432:5432"]

${joinsProxy}`,
  ],
  [
    'backup/compose.yaml',
    `services:
  restic:
    image: restic/restic:0.17.3
    network_mode: none
    volumes: ["/srv:/srv:ro", "/mnt/backup:/backup"]
`,
  ],
]);
