// A stack with something to object to: a database open to the world, a dead port, a privileged container.

export const shop = `services:
  proxy:
    image: caddy:2
    ports:
      - "443:8443"
    networks: [front]
  app:
    image: ghcr.io/example/shop:1
    environment:
      STORE: postgres://shop@db:5432/shop
    networks: [front, back]
    depends_on: [db]
  db:
    image: postgres:17
    ports:
      - "5432:5432"
    networks: [mid]
  cache:
    image: redis:7
    ports:
      - "6379:6379"
    networks: [back]
  box:
    image: busybox:1.37
    privileged: true
    network_mode: none
networks:
  front:
  mid:
  back:
    internal: true
`;
