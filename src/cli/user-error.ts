// What the user gave cannot be worked with: one clear sentence, exit code 2.

export class UserError extends Error {}
