// The stacks of a home server that serve the others.

/** The proxy, which makes the shared network and talks to Docker through a proxy of its own. */
export const traefik = `# Everything that is asked for by name comes in here.
services:
  traefik:
    image: traefik:v3.3
    container_name: traefik
    restart: unless-stopped
    command:
      - --providers.docker.endpoint=tcp://socket-proxy:2375
      - --providers.docker.exposedbydefault=false
      - --entrypoints.web.address=:80
      - --entrypoints.websecure.address=:443
    ports:
      - "80:80"
      - "443:443"
    networks: [proxy, socket]
    depends_on: [socket-proxy]
    volumes:
      - ./dynamic.yml:/etc/traefik/dynamic.yml:ro

  socket-proxy:
    image: tecnativa/docker-socket-proxy:0.3
    environment:
      CONTAINERS: 1
    networks: [socket]
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock:ro

networks:
  proxy:
    name: proxy
  socket:
    internal: true
`;

/** Measures the host and the stacks that are on its network. */
export const monitoring = `services:
  prometheus:
    image: prom/prometheus:v3.1.0
    networks: [monitoring]
    volumes:
      - prometheus:/prometheus
  grafana:
    image: grafana/grafana:11.4.0
    environment:
      GF_DATABASE_URL: http://prometheus:9090
    depends_on: [prometheus]
    networks: [monitoring, proxy]
    labels:
      - traefik.enable=true
      - traefik.docker.network=proxy
      - traefik.http.routers.grafana.rule=Host(\`grafana.example.org\`)
      - traefik.http.services.grafana.loadbalancer.server.port=3000
  node-exporter:
    image: prom/node-exporter:v1.8.2
    network_mode: host
    pid: host
  cadvisor:
    image: gcr.io/cadvisor/cadvisor:v0.49.1
    networks: [monitoring]

networks:
  monitoring:
    name: monitoring
  proxy:
    external: true

volumes:
  prometheus:
`;

/** Sends the mail of the stacks that are on its network. */
export const mail = `services:
  postfix:
    image: boky/postfix:4.4.0
    hostname: mail.example.org
    ports:
      - "127.0.0.1:1587:587"
    networks:
      mail:
        aliases: [smtp]

networks:
  mail:
    name: mail
    internal: false
`;
