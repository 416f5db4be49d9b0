// What the map of the host draws: the picture of the last analysis of all stacks, and the light on it. Derived from the page's stores and
// compared by value, so that a band renders only when something that it shows changes.

import type { Topology } from '../../../core/compose/topology.ts';
import { hostLight, serviceTarget } from '../../../core/map/host-light.ts';
import { hostPicture, railHues } from '../../../core/map/host-scene.ts';
import type { HostTarget } from '../../../core/map/host-view.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import { hostViewStore, uiStore, workStore } from '../../state/page-stores.ts';
import { hostAnalysis, unfoldedId } from '../../state/work/selectors.ts';
import { createHighlightStore } from '../map/map-level.ts';

/** Returns the hues of the networks of one stack, by key: those of the shared lines, and for its own networks those of its picture. */
export function huesWithin(
  analysis: HostAnalysis,
  stack: string,
  topology: Topology,
  own: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const ofRails = railHues(hostPicture(analysis));
  const names = analysis.joined.dockerNames.get(stack);
  const given = new Map(own);
  for (const key of topology.networks.keys()) {
    const hue = ofRails.get(names?.get(key) ?? '');
    if (hue !== undefined) given.set(key, hue);
  }
  return given;
}

export const hostHighlightStore = createHighlightStore();

/** Returns the highlighted item: the selection within the open stack, else the item under the pointer, else the selection on the map. */
function highlightedTarget(): HostTarget | null {
  const unfolded = unfoldedId(workStore.getState());
  const { selected, pointed } = hostViewStore.getState();
  const { selection, highlighted } = uiStore.getState();
  if (pointed !== null) return pointed;
  if (unfolded !== null) {
    const services = new Set(highlighted);
    for (const item of selection) {
      if (item.type === 'service') services.add(item.name);
      if (item.type === 'tap') services.add(item.service);
    }
    if (services.size > 0) return serviceTarget(unfolded, [...services]);
    const [first] = selection;
    if (first?.type === 'network') {
      const network = hostAnalysis(workStore.getState())?.joined.dockerNames.get(unfolded)?.get(first.name);
      if (network !== undefined) return { type: 'rail', network };
    }
  }
  return selected;
}

/** Keeps the highlight in step with the page; returns a function that stops it. */
export function followHighlight(): () => void {
  let of: HostAnalysis | null = null;
  function update(): void {
    const analysis = hostAnalysis(workStore.getState());
    const target = highlightedTarget();
    const before = hostHighlightStore.getState();
    if (of === analysis && JSON.stringify(before.target) === JSON.stringify(target)) return;
    of = analysis;
    hostHighlightStore.setState({
      target,
      light: analysis === null || target === null ? null : hostLight(analysis, target),
    });
  }
  update();
  const leave = [workStore.subscribe(update), hostViewStore.subscribe(update), uiStore.subscribe(update)];
  return () => {
    for (const each of leave) each();
  };
}
