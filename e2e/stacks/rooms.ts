// Three rooms and one service that names none: small enough to say exactly what each gesture writes.

export const rooms = `services:
  web:
    image: nginx:1.27
    ports: ["8443:8443"]
    networks: [front]
  app:
    image: node:22
    networks: [front, mid]
  db:
    image: postgres:17
    networks:
      back:
        aliases: [store]
        ipv4_address: 10.9.0.7
  tool:
    image: busybox:1.37
networks:
  front:
  mid:
  back:
    internal: true
    ipam:
      config:
        - subnet: 10.9.0.0/24
`;
