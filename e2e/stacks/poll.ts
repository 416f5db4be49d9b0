// A poll in two tiers: the file that the main job is done with. It has what real files have — comments in odd places,
// an anchor, both forms of lists, both forms of networks — and two published ports.

/** The text with LF line endings and a final newline. */
export const poll = `# A poll: the vote goes in at the front, the tally comes out of the store.
x-defaults: &defaults
  restart: unless-stopped   # survives a reboot

services:
  ballot:
    <<: *defaults
    image: ghcr.io/example/ballot:3   # the public form
    ports:
      - "8080:80"
    networks: [front-tier]
    depends_on: [queue]

  results:
    <<: *defaults
    image: ghcr.io/example/results:3
    user: "1000"
    ports: ["127.0.0.1:8081:80"]
    networks:
      - front-tier
      - back-tier   # reads the store

  worker:
    <<: *defaults
    image: ghcr.io/example/tally-worker:3
    environment:
      QUEUE_URL: redis://queue:6379
      STORE_URL: postgres://tally@store:5432/tally
    networks:
      - back-tier   # nobody calls it
    depends_on:
      - queue
      - store

  queue:
    image: redis:7-alpine
    networks: [back-tier, front-tier]

  store:
    image: postgres:17
    volumes:
      - store-data:/var/lib/postgresql/data
    networks: [back-tier]

networks:
  front-tier:
  back-tier:

volumes:
  store-data:
`;
