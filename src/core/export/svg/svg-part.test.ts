import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { analyze } from '../../rules/all-rules.ts';
import { svgDocument } from './svg-document.ts';
import { partOfTopology, svgScene } from './svg-scene.ts';

const stack = openAlone(`services:
  web: { image: nginx, networks: [front], ports: ["443:443"] }
  sniff: { image: example/sniff, network_mode: "service:web" }
  app: { image: node, networks: [front, mid] }
  db: { image: postgres, networks: [mid, back], ports: ["127.0.0.1:5432:5432"] }
  job: { image: busybox, networks: [back] }
  tail: { image: busybox, network_mode: none }
networks:
  front:
  mid:
  back: { internal: true }
  spare:
`);
const analysis = analyze(stack, defaultReachOptions);

function part(services: readonly string[], networks: readonly string[] = []) {
  return { services: new Set(services), networks: new Set(networks) };
}

function named(services: readonly string[], networks: readonly string[] = []) {
  const taken = partOfTopology(stack.topology, part(services, networks));
  return { services: [...taken.services.keys()], networks: [...taken.networks.keys()] };
}

describe('a part of a project', () => {
  it('is services with their networks, in file order', () => {
    expect(named(['db', 'app'])).toEqual({ services: ['app', 'db'], networks: ['front', 'mid', 'back'] });
    expect(named(['tail'])).toEqual({ services: ['tail'], networks: [] });
  });

  it('takes a network with its members, and an empty one alone', () => {
    expect(named([], ['back'])).toEqual({ services: ['db', 'job'], networks: ['mid', 'back'] });
    expect(named([], ['spare'])).toEqual({ services: [], networks: ['spare'] });
  });

  it('never parts a joined container from its owner', () => {
    const both = { services: ['web', 'sniff'], networks: ['front'] };
    expect(named(['sniff'])).toEqual(both);
    expect(named(['web'])).toEqual(both);
  });
});

describe('the picture of a part', () => {
  const options = { title: 'shop', theme: 'light', texts: null } as const;
  const svg = svgDocument(svgScene(analysis, part(['app', 'db'])), analysis, options);
  const words = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map((match) => match[1]);

  it('has its cards, networks, taps and trunks, and nobody else', () => {
    expect(words).toEqual(expect.arrayContaining(['shop', 'app', 'db', 'front', 'mid', 'back', 'host 5432']));
    for (const other of ['web', 'sniff', 'job', 'tail', 'spare', '443 → 443/tcp'])
      expect(words).not.toContain(other);
    expect(svg.match(/<title>(?:app|db) on \w+<\/title>/g)).toHaveLength(4);
    expect(svg).toContain('<desc>Services: 2. Networks: 3. Drawn by Bulkhead.</desc>');
  });

  it('has the legend of what is in it', () => {
    expect(words).toContain('published to this host only');
    expect(words).not.toContain('published to the outside');
  });

  it('has no empty tray and no empty host lane, and is no larger than that', () => {
    expect(words).not.toContain('Closed');
    expect(words).not.toContain('Host network');
    const heightOf = (text: string) => Number(/ height="(\d+)" viewBox/.exec(text)?.[1]);
    expect(heightOf(svg)).toBeLessThan(heightOf(svgDocument(svgScene(analysis), analysis, options)));
    const closed = svgDocument(svgScene(analysis, part(['tail'])), analysis, options);
    expect(closed).toContain('>Closed<');
    expect(closed).toContain('>tail<');
  });

  it('keeps the colours that the networks have in the whole picture', () => {
    const whole = svgDocument(svgScene(analysis), analysis, options);
    const colourOf = (text: string) => /fill="(#\w+)" font-size="14" font-weight="700">back</.exec(text)?.[1];
    const alone = svgDocument(svgScene(analysis, part(['job'])), analysis, options);
    expect(colourOf(whole)).toBeDefined();
    expect(colourOf(alone)).toBe(colourOf(whole));
  });
});
