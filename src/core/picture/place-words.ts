/** The words at the node of the outside. */
export const outsideWords = { title: 'Outside', detail: 'internet or LAN' } as const;

/** The word at the host's wall. */
export const wallWord = 'host';
