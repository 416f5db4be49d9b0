// The file that a new design starts from, and whose lanes stand on the empty canvas.

/** Front, mid and an internal back network, no service yet. */
export const templateText = `services: {}

networks:
  front:
  mid:
  back:
    internal: true
`;

/** The name of a file that was begun here. */
export const templateFile = 'compose.yaml';
