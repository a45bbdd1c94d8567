/** A stream of events that RxJS' `from`, most.js and the observable proposal take: `subscribe` and `Symbol.observable`. No library. */

/** Who listens; any part may be missing. */
export interface StreamObserver<T> {
  readonly next?: (value: T) => void;
  readonly error?: (error: unknown) => void;
  readonly complete?: () => void;
}
export interface StreamSubscription {
  unsubscribe(): void;
  readonly closed: boolean;
}

declare global {
  interface SymbolConstructor {
    /** The observable proposal's; only there where something brought it. */
    readonly observable: symbol;
  }
}

/** Values as they come; nothing is repeated for those who come late. */
export interface Stream<T> {
  subscribe(observer: StreamObserver<T> | ((value: T) => void)): StreamSubscription;
  /** What RxJS and its like look for, under the proposal's symbol or its text. */
  [Symbol.observable](): Stream<T>;
}

/** A stream and the hand that feeds it. */
export interface StreamSource<T> {
  readonly stream: Stream<T>;
  next(value: T): void;
  complete(): void;
}

/**
 * Makes a stream.
 * @param onUse told `true` with the first listener and `false` when the last has gone
 */
export function makeStream<T>(onUse: (isUsed: boolean) => void = () => undefined): StreamSource<T> {
  const observers = new Set<StreamObserver<T>>();
  let isComplete = false;
  const stream = interop<T>({
    subscribe(given) {
      // One of our own: the same listener may come twice, and a class keeps its methods.
      const observer: StreamObserver<T> =
        typeof given === 'function'
          ? { next: given }
          : { next: (value) => given.next?.(value), complete: () => given.complete?.() };
      const leave = () => {
        if (observers.delete(observer) && observers.size === 0) onUse(false);
      };
      if (isComplete) observer.complete?.();
      else {
        observers.add(observer);
        if (observers.size === 1) onUse(true);
      }
      return {
        unsubscribe: leave,
        get closed() {
          return !observers.has(observer);
        },
      };
    },
  });
  return {
    stream,
    next(value) {
      // A listener that throws must not silence the others.
      for (const observer of [...observers]) {
        try {
          observer.next?.(value);
        } catch (error) {
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
    complete() {
      if (isComplete) return;
      isComplete = true;
      const all = [...observers];
      observers.clear();
      for (const observer of all) observer.complete?.();
      if (all.length > 0) onUse(false);
    },
  };
}

/** What another stream becomes, value by value; `undefined` is left out. */
export function mapStream<T, U>(stream: Stream<T>, change: (value: T) => U | undefined): Stream<U> {
  return interop<U>({
    subscribe(given) {
      const observer = typeof given === 'function' ? { next: given } : given;
      return stream.subscribe({
        ...(observer.complete ? { complete: () => observer.complete?.() } : {}),
        ...(observer.error ? { error: (error: unknown) => observer.error?.(error) } : {}),
        next(value) {
          const changed = change(value);
          if (changed !== undefined) observer.next?.(changed);
        },
      });
    },
  });
}

/** Adds what other libraries look for; RxJS falls back to the text where the symbol is not there. */
function interop<T>(bare: Pick<Stream<T>, 'subscribe'>): Stream<T> {
  const value = () => stream;
  const stream = Object.defineProperty(bare, '@@observable', { value }) as Stream<T>;
  const { observable } = Symbol as { readonly observable?: symbol };
  return observable ? Object.defineProperty(stream, observable, { value }) : stream;
}
