import { describe, expect, it } from 'vitest';
import { homeAnalysis, homeServer } from '../../host/testing/home-server.ts';
import { optionsFor } from '../../reach/testing/reach-of.ts';
import { hostSvg } from './host-svg.ts';

const options = optionsFor('29');
const svg = hostSvg(homeAnalysis(options), { title: 'home-server', theme: 'light' });
const words = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map((match) => match[1]);

describe('the map of a host as SVG', () => {
  it('has a band for each stack, a name for each line, and the sentence', () => {
    for (const name of [
      'traefik',
      'blog',
      'paper',
      'mail',
      'media',
      'nas',
      'old',
      'proxy',
      'not in these files',
    ])
      expect(words).toContain(name);
    expect(words).toContain(
      '4 of 12 reachable from outside, 2 more behind a proxy · on proxy, 3 applications reach each other on every port',
    );
    expect(words).toEqual(expect.arrayContaining(['▲ HTTPS', 'outside 80 443', 'internal data: db']));
    expect(svg).toContain('<title>paper: app, db; app, db on proxy; app on mail</title>');
    expect(svg.match(/<circle /g)).toHaveLength(6);
  });

  it('stands by itself: no script, no style sheet, nothing from elsewhere', () => {
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
    expect(svg).not.toMatch(/<script|<style|href=|url\(/);
  });

  it('makes no markup of names, and is the same for the same host', () => {
    const files = { ...homeServer, '<b>&/compose.yaml': 'services: { web: { image: p } }\n' };
    const odd = hostSvg(homeAnalysis(options, files), { title: '<i>', theme: 'dark' });
    expect(odd).not.toContain('<i>');
    expect(odd).not.toContain('<b>');
    expect(hostSvg(homeAnalysis(options), { title: 'home-server', theme: 'light' })).toBe(svg);
  });
});
