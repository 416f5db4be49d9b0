// A web server beside its database: a path to draw, a finding that a profile keeps back, and one that is silenced.

export const skip = `services:
  web:
    image: nginx:1.27
    ports: ["8443:8443"]
    networks:
      - front
      - back
  api:
    image: ghcr.io/example/api:1
    networks: [front, back]
    depends_on: [db]
  db:
    image: postgres:17
    networks:
      - back
  # bulkhead-disable CN301 -- it measures the host
  meter:
    image: prom/node-exporter:v1.8.0
    network_mode: host
  debug:
    image: nicolaka/netshoot:v0.13
    profiles: [dev]
    privileged: true
    networks: [back]
networks:
  front:
  back:
    internal: true
`;
