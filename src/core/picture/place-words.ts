/** Text on the node of the outside. */
export const outsideWords = { title: 'Outside', detail: 'internet or LAN' } as const;

/** Text on the host's wall. */
export const wallWord = 'host';
