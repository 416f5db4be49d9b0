import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { standaloneFacts } from '../host/alone.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { badgeSvg } from './badge.ts';
import { readXml } from './testing/read-xml.ts';

const badge = (services: string): string =>
  badgeSvg(
    standaloneFacts({ workspace: openAlone(`services:\n${services}`), reachOptions: defaultReachOptions })
      .reach,
  );

/** Returns the title and the visible text of the badge. */
function said(services: string): readonly string[] {
  const svg = badge(services);
  return [/<title>(.*)<\/title>/.exec(svg)?.[1] ?? '', /<desc>(.*)<\/desc>/.exec(svg)?.[1] ?? ''];
}

describe('badge', () => {
  it('counts what the outside reaches by ports of its own', () => {
    expect(
      said('  a: { image: x, ports: ["80:80"] }\n  b: { image: x, ports: ["127.0.0.1:81:80"] }\n'),
    ).toEqual(['1 of 2 reachable from outside', '1 of 2 reachable from outside']);
  });

  it('says none as a count, and never of what is unknown', () => {
    expect(said('  a: { image: x }\n')).toEqual([
      '0 of 1 reachable from outside',
      'none of 1 reachable from outside',
    ]);
    expect(said('  a: { image: x, ports: ["${ITEM}"] }\n')).toEqual([
      '0 of 1 reachable from outside',
      '1 of 1 may be reachable from outside',
    ]);
    expect(said('  a: { image: x, profiles: [p] }\n')[1]).toBe('no active service');
  });

  it('is one picture of as much text as it shows', () => {
    const svg = badge('  a: { image: x, ports: ["80:80"] }\n');
    expect(() => readXml(`<?xml version="1.0" encoding="UTF-8"?>\n${svg}`)).not.toThrow();
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-label="Bulkhead: 1 of 1 reachable from outside"/);
    expect(svg).not.toMatch(/href|url\(|<script/);
  });
});
