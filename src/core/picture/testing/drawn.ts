// Analyses and scenes for tests of views.

import { layoutFacts } from '../../layout/layout-input.ts';
import { layoutTopology } from '../../layout/layout-topology.ts';
import type { Scene } from '../../layout/scene.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { type Analysis, analyze } from '../../rules/analyze.ts';
import { openRead } from '../../ways-in/testing/read-facts.ts';
import { screen } from '../medium.ts';
import type { ViewContext } from '../view-context.ts';

/** Everything that is derived from a compose text but its findings. */
export function analysisOf(text: string): Analysis {
  return { ...analyze(openRead(text), defaultReachOptions), findings: [] };
}

/** The scene of an analysis, `piles` of it drawn as one card each. */
export function sceneOf(analysis: Analysis, piles: readonly (readonly string[])[] = []): Scene {
  return layoutTopology({
    ...layoutFacts(analysis, analysis.topology),
    rooms: new Set(),
    piles,
    opened: [],
    slots: new Map(),
    room: null,
    shape: null,
  });
}

/** A context of the page without colours. */
export function screenOf(analysis: Analysis): ViewContext {
  return { analysis, hues: new Map(), medium: screen };
}
