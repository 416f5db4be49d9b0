// A shop of four files, and an editor that has it open.

import { startEditor } from './start-editor.ts';

export const compose = `include:
  - store/compose.yaml
services:
  web:
    image: nginx:1.27
    networks: [front, back]
    ports:
      - "8080:80"
    depends_on:
      - api
  api:
    image: example/api:1
    environment:
      DATABASE_URL: postgres://db:5432/shop
    networks:
      back:
        aliases: [backend]
    depends_on: [db]
networks:
  front:
  back:
    internal: true
`;
export const override = `services:
  api:
    depends_on:
      web: { condition: service_started }
    network_mode: !reset null
  admin:
    image: example/admin:1
    network_mode: service:api
`;
export const store = `services:
  db:
    image: postgres:16
    networks: [data]
  backup:
    image: example/backup:1
    extends: { file: common.yaml, service: base }
    networks: [data]
    depends_on: [db]
networks:
  data:
`;
export const common = `services:
  base:
    image: example/base:1
    cap_drop: [ALL]
`;

export const machine = {
  files: {
    '/shop/compose.yaml': compose,
    '/shop/compose.override.yaml': override,
    '/shop/store/compose.yaml': store,
    '/shop/store/common.yaml': common,
  },
};
export const main = '/shop/compose.yaml';
export const start = (file = main, more = {}) => startEditor(machine, file, { root: '/shop', ...more });
export const some = (list: readonly string[]) => list.length > 0;
