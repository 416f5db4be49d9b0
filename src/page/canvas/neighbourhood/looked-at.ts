import { useStore } from 'zustand';
import { useUi } from '../../state/use-store.ts';
import { dragStore } from '../drag/drag-store.ts';
import { pointedStore } from './pointed-store.ts';

/**
 * Returns the card in focus: under the pointer, with the keyboard focus, or the only selected one, unless a finding points at others; null
 * for none, and during a drag.
 */
export function useFocusedCard(): string | null {
  const pointed = useStore(pointedStore, (state) => state.service);
  const dragging = useStore(dragStore, (state) => state.source !== null);
  const selected = useUi(({ highlighted, selection: [item, ...others] }) =>
    item?.type === 'service' && others.length === 0 && highlighted.size === 0 ? item.name : null,
  );
  return dragging ? null : (pointed ?? selected);
}
