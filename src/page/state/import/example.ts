// A small stack with two common mistakes: a port that is open without need, and a published port behind which nothing answers.

/** The sample project: its database publishes a port on every interface of the host; its cache publishes one that nothing can reach. */
export const exampleText = `# A shop in three rooms. db has a hole in its wall, and the port of cache is a door that opens nowhere.
services:
  proxy:
    image: caddy:2
    command: caddy reverse-proxy --from :8443 --to app:9000
    ports:
      - "443:8443"
    networks: [front]
    depends_on: [app]

  app:
    image: ghcr.io/example/shop:1.4
    environment:
      DATABASE_URL: postgres://shop@db:5432/shop
      CACHE_URL: redis://cache:6379
    networks: [front, back]
    depends_on: [db, cache]

  db:
    image: postgres:17
    environment:
      POSTGRES_PASSWORD: \${POSTGRES_PASSWORD}
    ports:
      - "5432:5432"
    networks: [mid, back]

  cache:
    image: redis:7
    ports:
      - "6379:6379"
    networks: [back]

  logs:
    image: busybox:1.37
    command: tail -F /logs/access.log
    network_mode: none
    volumes:
      - ./logs:/logs:ro

networks:
  front:
  mid:
  back:
    internal: true
`;

/** The file name of the sample project. */
export const exampleFile = 'example.compose.yaml';
