// Analyses and scenes for tests of views.

import { layoutFacts } from '../../layout/layout-input.ts';
import { layoutTopology } from '../../layout/layout-topology.ts';
import type { Scene } from '../../layout/scene.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { analyze } from '../../rules/all-rules.ts';
import type { Analysis } from '../../rules/analyze.ts';
import { openRead } from '../../ways-in/testing/read-facts.ts';
import { screen } from '../medium.ts';
import type { ViewContext } from '../view-context.ts';

/** Returns the analysis of a compose text, without findings. */
export function analysisOf(text: string): Analysis {
  return { ...analyze(openRead(text), defaultReachOptions), findings: [] };
}

/** Returns the scene of an analysis, with each of `piles` drawn as one card. */
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

/** Returns a view context of the page without colours. */
export function screenOf(analysis: Analysis): ViewContext {
  return { analysis, hues: new Map(), medium: screen, gates: null };
}
