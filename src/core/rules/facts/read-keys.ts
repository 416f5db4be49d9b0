// Keys of a service that several rules read (`Rule.reads`) and that a link leaves out.

/** Keys that name hosts to connect to, or commands that do. */
export const references = ['environment', 'env_file', 'command', 'entrypoint', 'healthcheck', 'labels'];

/** Keys that define the routes of proxies and tunnels. */
export const routeKeys = ['labels', 'environment', 'command', 'entrypoint', 'volumes', 'configs'];

/** Keys that put a file, socket or device of the host into a container. */
export const hostFiles = ['volumes', 'volumes_from', 'configs', 'secrets', 'use_api_socket'];
