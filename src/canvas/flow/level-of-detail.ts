import type { ReactFlowState } from '@xyflow/react';

/** Below this zoom a card is a plain rectangle with a name. */
export const namesOnlyZoom = 0.4;

export const showsNamesOnly = (state: ReactFlowState): boolean => state.transform[2] < namesOnlyZoom;
