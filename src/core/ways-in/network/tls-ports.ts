// Ports that are known for TLS.

/** Ports on which a server that is asked over https is believed to speak it. */
export function usesTls(port: number): boolean {
  return port === 443 || port === 8443 || port === 9443 || port === 8006;
}
