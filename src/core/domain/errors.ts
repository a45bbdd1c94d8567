/** Expected failures. A bug throws `Error`; what a user can cause or mend is an `EdgeError` with a code. */

/** Every expected failure, `<room>/<what>`. The dictionaries hold one message per code, in each language. */
export type ErrorCode =
  | 'abort/cancelled'
  | 'cli/usage'
  | 'engine/not-open'
  | 'engine/stopped'
  | 'file/empty'
  | 'file/not-here'
  | 'file/no-rows'
  | 'file/no-time-column'
  | 'file/no-value-column'
  | 'file/too-large'
  | 'file/unknown-format'
  | 'file/bad-json'
  | 'history/denied'
  | 'history/quota'
  | 'history/damaged'
  | 'intent/model-missing'
  | 'intent/model-damaged'
  | 'query/parse'
  | 'query/unsupported'
  | 'query/type'
  | 'query/too-many-points'
  | 'session/bad-link'
  | 'share/backup'
  | 'share/damaged'
  | 'share/leak'
  | 'share/newer'
  | 'share/not-ours'
  | 'share/nothing'
  | 'share/too-large'
  | 'share/too-long'
  | 'source/unreachable'
  | 'source/bad-response'
  | 'source/bad-url'
  | 'source/empty'
  | 'source/forbidden'
  | 'source/locked'
  | 'source/not-confirmed'
  | 'source/not-here'
  | 'source/not-json'
  | 'source/plain-login'
  | 'source/rejected'
  | 'source/silent'
  | 'source/too-large'
  | 'source/unauthorized'
  | 'source/unavailable'
  | 'sim/unknown-fault'
  | 'sim/unknown-target'
  | 'time/bad-instant'
  | 'time/bad-duration';

/** What a message may name: file, line, column, the offending text, how much. Strings and numbers only: it crosses threads. */
export type ErrorDetail = Readonly<Record<string, string | number>>;

/** An expected failure. The code chooses the words on screen, `detail` fills them in; `message` is for logs and the terminal. */
export class EdgeError extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;

  constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}) {
    super(message);
    this.name = 'EdgeError';
    this.code = code;
    this.detail = detail;
  }
}

/** Ends a `switch` over a union: adding a member without a case stops compiling here. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${String(value)}`);
}
