// Start order: the waves in which `docker compose up` starts containers, from `depends_on`, links and shared namespaces.

import type { Analysis } from '../../core/analysis/analyze.ts';
import type { Service } from '../../core/compose/topology.ts';
import type { LegendEntry, OverlayLine, OverlayMark, OverlayView, Shade, Tone } from './overlay-view.ts';

/** What a service starts after, each once, in the order of the file. */
function before(service: Service): readonly string[] {
  const names = service.dependsOn.map((each) => each.service);
  for (const link of service.links) names.push(link.service);
  if (service.mode.kind === 'service') names.push(service.mode.of);
  return [...new Set(names)];
}

/** The number of each service's wave, from 1; services in a circle, or that wait for one, are left out. */
function wavesOf(waits: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const waves = new Map<string, number>();
  for (let wave = 1; waves.size < waits.size; wave++) {
    const ready = [...waits].filter(([name, on]) => !waves.has(name) && on.every((each) => waves.has(each)));
    if (ready.length === 0) break;
    for (const [name] of ready) waves.set(name, wave);
  }
  return waves;
}

/** The first wave has the strongest colour, since all others depend on it. */
function shadeOf(wave: number): Shade {
  return Math.max(1, 5 - wave) as Shade;
}

/** Waves with rows of their own in the legend. */
const mostWaves = 5;

function legendOfWaves(waves: ReadonlyMap<string, number>, all: number): readonly LegendEntry[] {
  const counts = new Map<number, number>();
  for (const wave of waves.values()) {
    const row = Math.min(wave, mostWaves);
    counts.set(row, (counts.get(row) ?? 0) + 1);
  }
  const entries = [...counts].sort(([a], [b]) => a - b);
  const legend: LegendEntry[] = entries.map(([wave, count]) => ({
    tone: 'full',
    words: wave === 1 ? 'starts at once' : wave === mostWaves ? `start ${wave} and later` : `start ${wave}`,
    count,
    shade: shadeOf(wave),
  }));
  const circle = all - waves.size;
  if (circle > 0) legend.push({ tone: 'bad', words: 'waits in a circle: Compose refuses it', count: circle });
  return legend;
}

/** The waves of all active services. */
export function startOrderView({ topology, reach }: Analysis): OverlayView {
  const waits = new Map<string, readonly string[]>();
  for (const name of reach.services) {
    const service = topology.services.get(name);
    if (service)
      waits.set(
        name,
        before(service).filter((each) => reach.facts.has(each)),
      );
  }
  const waves = wavesOf(waits);
  const marks = new Map<string, OverlayMark>();
  const lines: OverlayLine[] = [];
  const listed = [...waits.keys()].sort(
    (a, b) => (waves.get(a) ?? Infinity) - (waves.get(b) ?? Infinity) || 0,
  );
  for (const name of listed) {
    const wave = waves.get(name);
    const tone: Tone = wave === undefined ? 'bad' : 'full';
    const word = wave === undefined ? 'in a circle' : `start ${wave}`;
    marks.set(name, { tone, word, shade: shadeOf(wave ?? 1) });
    for (const first of waits.get(name) ?? []) lines.push({ from: first, to: name, tone });
  }
  const last = Math.max(0, ...waves.values());
  const notes = [
    `${waits.size} containers in ${last} ${last === 1 ? 'wave' : 'waves'}; those of one wave start together.`,
  ];
  return {
    title: 'Start order',
    notes,
    marks,
    lines,
    draws: 'end',
    legend: legendOfWaves(waves, waits.size),
    networks: null,
  };
}
