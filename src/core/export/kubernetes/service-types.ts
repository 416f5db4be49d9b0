/** The kinds of Service that a published port may become. */
export const serviceTypes = ['LoadBalancer', 'NodePort', 'ClusterIP'] as const;

export type ServiceType = (typeof serviceTypes)[number];
