import { expect, it } from 'vitest';
import { optionsFor } from '../../../core/reach/testing/reach-of.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import { openExample } from '../../../core/rules/example-workspace.ts';
import { askedUrl } from './asked-url.ts';

const { ways } = analyze(
  openExample(`services:
  traefik:
    image: traefik:v3.7
    command: [--entrypoints.web.address=:80, --providers.docker.exposedbydefault=false]
    ports: ["80:80"]
  photos:
    image: example/photos
    expose: ["2342"]
    ports: ["8081:2342"]
    labels:
      - traefik.enable=true
      - traefik.http.routers.photos.rule=Host(\`photos.example.org\`)
      - traefik.http.routers.photos.middlewares=login
      - traefik.http.middlewares.login.forwardauth.address=http://authelia:9091/
  authelia: { image: authelia/authelia }
`),
  optionsFor('29', { project: 'shop' }),
);

it.each([
  ['http://photos.example.org/', 'photos answers; authelia is asked first', 'photos'],
  ['http://photos.example.org:8081/', 'photos answers', 'photos'],
  ['http://other.example.org/', 'not-found (No router of web takes it)', null],
  ['http://photos.example.org:99/', 'refused (Nothing in these files is published on port 99)', null],
])('%s', (url, text, service) => {
  expect(askedUrl(ways, url)).toEqual({ text, service });
});

it('what is no URL is a search', () => {
  expect(askedUrl(ways, 'photos')).toBeNull();
  expect(askedUrl(null, 'http://photos.example.org/')).toBeNull();
});
