// Refusals of Docker Compose that speak of files on the disk or of parts we do not model. They are counted, not failed.

export const outsideTheModel: readonly RegExp[] = [
  /^env file .* not found/,
  /service\.build\.platforms MUST include service\.platform/,
  /error calling MarshalJSON for type types\.SSHKey/,
];
