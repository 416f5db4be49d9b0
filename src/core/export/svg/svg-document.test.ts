import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { layoutFacts } from '../../layout/layout-input.ts';
import { layoutTopology } from '../../layout/layout-topology.ts';
import { sizesOf } from '../../layout/metrics.ts';
import type { PublishedPort } from '../../layout/scene.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { analyze } from '../../rules/all-rules.ts';
import { type SvgOptions, svgDocument } from './svg-document.ts';
import { type DrawnScene, svgScene } from './svg-scene.ts';
import { svgThemes } from './svg-theme.ts';

function draw(text: string, more: Partial<SvgOptions> = {}): string {
  const analysis = analyze(openAlone(text), defaultReachOptions);
  return svgDocument(svgScene(analysis), analysis, { title: 'shop', theme: 'light', texts: null, ...more });
}

const shop = `services:
  web: { image: nginx, networks: [front], ports: ["127.0.0.1:8080:80"] }
  sniff: { image: example/sniff, network_mode: "service:web" }
  db: { image: postgres, networks: [back], environment: { POSTGRES_PASSWORD: hunter2 } }
  tail: { image: busybox, network_mode: none }
networks:
  front:
  back: { internal: true }
`;

const front = { x: 40, y: 20, width: 100, height: 160 };

/** A scene with one lane, one card, one far tap and one dead port, placed by hand. */
const deadPort: PublishedPort = {
  hostIp: '',
  hostPort: '80',
  containerPort: 80,
  protocol: 'tcp',
  reachableFrom: 'nowhere',
};

const small: DrawnScene = {
  bounds: { x: 0, y: 0, width: 150, height: 200 },
  outside: { x: 0, y: 0, width: 20, height: 200 },
  wall: { x: 20, y: 20, width: 8, height: 160 },
  lanes: [
    {
      id: 'network:front',
      name: 'front',
      kind: 'network',
      form: 'full',
      rect: front,
      header: 46,
      captions: [],
      headline: null,
      members: ['web'],
      role: 5,
      column: 0,
    },
  ],
  cards: [
    {
      service: 'web',
      rect: { x: 50, y: 70, width: 150, height: 70 },
      lanes: ['network:front'],
      inside: null,
      owner: false,
      band: null,
    },
  ],
  piles: [],
  sizes: sizesOf.near,
  taps: [
    {
      service: 'web',
      network: 'front',
      lane: 'network:front',
      points: [
        { x: 60, y: 160 },
        { x: 60, y: 180 },
      ],
      plug: { x: 60, y: 180 },
      tag: { x: 50, y: 140, width: 60, height: 20 },
    },
  ],
  needs: [
    {
      from: 'web',
      to: 'db',
      points: [
        { x: 130, y: 100 },
        { x: 140, y: 100 },
      ],
    },
  ],
  trunks: [
    {
      id: 'web 0',
      service: 'web',
      card: 'web',
      kind: 'nowhere',
      hosts: [],
      labelled: [{ service: 'web', ports: [deadPort], title: 'web: 80 reaches nothing', lines: [] }],
      via: null,
      onward: [],
      lines: [],
      label: '80',
      title: 'web: 80 reaches nothing',
      ports: [deadPort],
      labelRect: { x: 0, y: 80, width: 30, height: 36 },
      points: [
        { x: 18, y: 90 },
        { x: 50, y: 90 },
      ],
      crossing: { x: 24, y: 90 },
      hasRandomPorts: false,
    },
  ],
};

describe('the SVG', () => {
  it('names every service, network and way in', () => {
    const svg = draw(shop);
    const words = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map((match) => match[1]);
    expect(words).toEqual([
      'shop',
      'none of 4 reachable from outside · 0 known needs, 2 other connections open',
      'Outside',
      'internet or LAN',
      'host',
      'front',
      '1',
      'bridge',
      'back',
      '1',
      'internal: no way out',
      'Closed',
      '1',
      'no network at all',
      'web',
      'host 8080',
      '← 0   → 0',
      '1',
      'sniff',
      'joined',
      '1',
      'db',
      'postgres',
      '← 0   → 0',
      'tail',
      'busybox',
      '← 0   → 0',
      'member of a network (tap)',
      'published to this host only',
    ]);
  });

  it('is self-contained: no script, style, image or address', () => {
    const svg = draw(shop, { theme: 'dark' });
    expect(svg).not.toMatch(/<script|<style|<image|<foreignObject|href|url\(|on\w+=/);
    expect(svg.match(/https?:[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
  });

  it('holds no text of the file unless asked for, and then all of it', () => {
    expect(draw(shop)).not.toContain('hunter2');
    const svg = draw('services:\r\n  a: { image: "<x>&y" }\r\n', {
      texts: new Map([['compose.yaml', 'services:\r\n  a: { image: "<x>&y" }\r\n']]),
    });
    expect(svg).toContain(
      '<metadata><compose xmlns="urn:bulkhead:compose" version="1"><file name="compose.yaml">services:&#13;\n  a: { image: &quot;&lt;x&gt;&amp;y&quot; }&#13;\n</file></compose></metadata>',
    );
  });

  it('takes no markup and no control character from names', () => {
    const svg = draw(
      'services:\n  "</text><script>": { image: "a\\u0001b", networks: ["\\"><i>"] }\nnetworks: { "\\"><i>": {} }\n',
      {
        title: '<svg onload=x>',
      },
    );
    expect(svg).not.toMatch(/<script|<i>|<svg onload/);
    expect(svg).not.toContain('\u0001');
    expect(svg).toContain('&lt;/text&gt;&lt;scr');
    expect(svg).toContain('<title>&lt;svg onload=x&gt;</title>');
  });

  it('has the colours of the page', () => {
    // From the root of the project, where the tests run.
    const css = readFileSync('src/page/ui/tokens.css', 'utf8');
    const [light = '', dark = ''] = css.split(':root[data-theme="dark"]');
    for (const [part, theme] of [
      [light, svgThemes.light],
      [dark, svgThemes.dark],
    ] as const) {
      const token = (name: string) => new RegExp(`--${name}: (#\\w+);`).exec(part)?.[1];
      const { lanes, ...plain } = theme;
      for (const [name, colour] of Object.entries(plain))
        expect(`${name} ${token(name)}`).toBe(`${name} ${colour}`);
      for (const [index, colour] of lanes.entries()) expect(token(`lane-${index}`)).toBe(colour);
    }
  });

  it('has one line for a way in where labels stand close to each other', () => {
    const analysis = analyze(openAlone(shop), defaultReachOptions);
    const low = small.trunks.map((trunk) => ({
      ...trunk,
      labelRect: { x: 0, y: 80, width: 120, height: 20 },
    }));
    const svg = svgDocument({ ...small, trunks: low }, analysis, {
      title: 'shop',
      theme: 'light',
      texts: null,
    });
    const [label = ''] = /<g data-trunk=.*?<\/g>/.exec(svg) ?? [];
    const lines = [...label.matchAll(/<text x="([\d.]+)" y="([\d.]+)"/g)].map(([, x, y]) => [x, y]);
    expect(lines).toHaveLength(2);
    expect(lines[0]?.[1]).toBe(lines[1]?.[1]);
    expect(Number(lines[1]?.[0])).toBeGreaterThan(30);
  });

  it('draws a picture element by element', () => {
    const analysis = analyze(
      openAlone(
        'services:\n  web: { image: nginx, networks: [front], depends_on: [db] }\n  db: { image: x, networks: [front] }\nnetworks: { front: {} }\n',
      ),
      { ...defaultReachOptions, rules: 'cis' },
    );
    expect(
      svgDocument(small, analysis, { title: 'shop', theme: 'light', texts: null }),
    ).toBe(`<svg xmlns="http://www.w3.org/2000/svg" width="508" height="354" viewBox="0 0 508 354" font-family="Inter, system-ui, &quot;Segoe UI&quot;, &quot;DejaVu Sans&quot;, sans-serif" font-size="13" role="img">
<title>shop</title>
<desc>Services: 1. Networks: 1. Drawn by Bulkhead.</desc>
<rect width="508" height="354" fill="#eef1f5"/>
<text x="24" y="42" fill="#16202c" font-size="18" font-weight="600">shop</text>
<g transform="translate(24 90)">
<rect x="0" y="0" width="20" height="200" rx="12" fill="#ffffff" stroke="#d5dbe3" stroke-width="1.5"/>
<text x="10" y="22" fill="#16202c" font-size="15" font-weight="700" text-anchor="middle">Outside</text>
<text x="10" y="38" fill="#52606f" font-size="12" text-anchor="middle">internet or LAN</text>
<text x="24" y="14" fill="#52606f" font-size="12" font-weight="600" text-anchor="middle">host</text>
<rect x="20" y="20" width="8" height="160" fill="#3b4756"/>
<g data-network="front"><rect x="40" y="20" width="100" height="160" rx="12" fill="#1f5bd8" fill-opacity="0.07" stroke="#1f5bd8" stroke-width="1.5"/><text x="52" y="40" fill="#1f5bd8" font-size="14" font-weight="700">front</text><text x="99.5" y="40" fill="#1f5bd8" font-size="12" font-weight="600">1</text><text x="52" y="56" fill="#52606f" font-size="12">bridge</text></g>
<g data-need="web db"><title>web needs db</title><path d="M130 100 L140 100" fill="none" stroke="#52606f" stroke-width="1.25" stroke-opacity="0.6"/><circle cx="140" cy="100" r="2.5" fill="#52606f"/></g>
<g data-service="web"><title>web, nginx, bridged</title><rect x="50" y="70" width="150" height="70" rx="8" fill="#ffffff" stroke="#1f5bd8" stroke-width="1.5"/><g data-kind="web" transform="translate(60 81) scale(0.583)" fill="none" stroke="#52606f" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"><circle cx="12" cy="12" r="10"/><path d="M12 2a14.5 14.5 0 0 0 0 20 14.5 14.5 0 0 0 0-20"/><path d="M2 12h20"/></g><text x="80" y="92" fill="#16202c" font-weight="650">web</text><text x="60" y="111" fill="#52606f" font-size="12">nginx</text><text x="60" y="140" fill="#52606f" font-size="12">← 0   → 1</text><text x="192" y="140" text-anchor="end" font-size="12" fill="#52606f">root · +1</text><circle cx="198" cy="72" r="10" fill="#52606f" stroke="#eef1f5" stroke-width="2"/><text x="198" y="76" fill="#ffffff" font-size="12" font-weight="700" text-anchor="middle">1</text></g>
<g data-tap="web front"><title>web on front</title><path d="M60 160 L60 180" fill="none" stroke="#1f5bd8" stroke-width="2.5"/><rect x="50" y="140" width="60" height="20" rx="4" fill="#ffffff" stroke="#1f5bd8"/><circle cx="59" cy="150" r="4" fill="#1f5bd8"/><text x="66" y="154" fill="#1f5bd8" font-size="11" font-weight="600">front</text></g>
<g data-trunk="web 0"><title>web: 80 reaches nothing</title><path d="M18 90 L50 90" fill="none" stroke="#52606f" stroke-width="1.75" stroke-dasharray="3 5"/><path d="M13 85 l10 10 m0 -10 l-10 10" fill="none" stroke="#b8152f" stroke-width="3"/><text x="0" y="95" fill="#52606f" font-weight="600" text-decoration="line-through">HTTP</text><text x="0" y="111" fill="#52606f" font-size="12">80</text></g>
<path d="M12 240 h28" stroke="#0b6e62" stroke-width="3"/>
<circle cx="40" cy="240" r="5" fill="#0b6e62"/>
<text x="48" y="244" fill="#52606f" font-size="12">member of a network (tap)</text>
<path d="M242 240 h28" stroke="#52606f" stroke-width="3" stroke-dasharray="3 5"/>
<text x="278" y="244" fill="#52606f" font-size="12">published, reaches nothing</text>
</g>
</svg>
`);
  });

  it('draws piles as one card, the scene that is given, and the typeface that it gets', () => {
    const workers = Array.from({ length: 6 }, (_, at) => `  w${at}: { image: "org/worker:1" }\n`).join('');
    const analysis = analyze(
      openAlone(`services:\n  web: { image: nginx }\n${workers}`),
      defaultReachOptions,
    );
    const names = Array.from({ length: 6 }, (_, at) => `w${at}`);
    const input = { rooms: new Set<string>(), slots: new Map(), room: null, shape: null };
    const scene = layoutTopology({
      ...layoutFacts(analysis, analysis.topology),
      ...input,
      piles: [names],
      opened: [],
    });
    const svg = svgDocument(svgScene(analysis, null, scene), analysis, {
      title: 'shop',
      theme: 'light',
      texts: null,
      font: 'AAAA',
    });
    expect(svg).toContain('>6 × worker<');
    expect(svg).toContain('<title>6 × worker: w0, w1, w2, w3, w4, w5</title>');
    expect(svg).not.toContain('>w0<');
    expect(svg).toContain('src:url(data:font/woff2;base64,AAAA)');
  });

  it('draws ways in by what they mean, signs of danger, and needs below the cards', () => {
    const svg = draw(`services:
  web: { image: nginx, ports: ["443:443"], depends_on: [db] }
  db: { image: postgres, ports: ["15432:5432"] }
  cron: { image: example/cron, volumes: ["/run/docker.sock:/s"], privileged: "\${P}" }
`);
    const { err, outside, dim } = svgThemes.light;
    expect(svg).toMatch(new RegExp(`<text [^>]*fill="${outside}"[^>]*>HTTPS</text>`));
    expect(svg).toMatch(new RegExp(`<text [^>]*fill="${err}"[^>]*>PostgreSQL</text>`));
    expect(svg).toContain('db gives PostgreSQL away.');
    expect(svg).toMatch(new RegExp(`data-danger="socket">.*<text [^>]*fill="${err}"[^>]*>socket</text>`));
    expect(svg).toMatch(
      new RegExp(`data-danger="privileged"><title>privileged\\?: [^<]*</title><g [^>]*stroke="${dim}"`),
    );
    expect(svg).toContain('<title>web needs db</title>');
    expect(svg.indexOf('web needs db')).toBeLessThan(svg.indexOf('<title>web, nginx'));
  });

  it('shows what would turn or break a line of words, and keeps the text of the files as it is', () => {
    const text = 'services:\n  "a\\u202egnp": { image: "b\\x9bc\\nd" } # \u202e\n';
    const svg = draw(text, { texts: new Map([['compose.yaml', text]]) });
    const [words = '', ...files] = svg.split('<metadata>');
    expect(words + files.join('').replace(/^[\s\S]*<\/metadata>/, '')).not.toMatch(
      /[\u0080-\u009f\u202a-\u202e]/,
    );
    expect(svg).toContain('>a\\u202egnp<');
    expect(svg).toContain('# \u202e\n</file>');
  });
});
