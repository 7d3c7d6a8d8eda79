/** contextBridge's value passing, the same at both ends: functions and promises as tokens, all else as clones. */

type AnyFunction = (...args: unknown[]) => unknown;

/** Calls a function that the other world holds, synchronously. */
type Cross = (id: number, args: unknown[]) => unknown;

const tokenKey = '\u0000electron-standin';

type Token =
  | { [tokenKey]: 'function'; id: number }
  | { [tokenKey]: 'promise'; id: number }
  | { [tokenKey]: 'error'; message: string }
  | { [tokenKey]: 'thrown'; error: unknown };

export class ValueBridge {
  readonly #cross: Cross;
  readonly #held = new Map<number, AnyFunction>();
  #lastId = 0;
  #tokens = 0;

  constructor(cross: Cross) {
    this.#cross = cross;
  }

  /** Makes a value ready for the other world. */
  pass(value: unknown): unknown {
    if (typeof value === 'function')
      return this.#token({ [tokenKey]: 'function', id: this.#hold(value as AnyFunction) });
    if (typeof value === 'symbol') return undefined;
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Promise) return this.#passPromise(value);
    if (value instanceof Error) return this.#token({ [tokenKey]: 'error', message: value.message });
    try {
      return structuredClone(value);
    } catch {
      return this.#passMembers(value);
    }
  }

  /** Turns what came from the other world into a value of this one. */
  take(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (tokenKey in value) return this.#takeToken(value as Token);
    const kind = Object.prototype.toString.call(value);
    if (kind !== '[object Object]' && kind !== '[object Array]') return value;
    for (const [key, member] of Object.entries(value)) Reflect.set(value, key, this.take(member));
    return value;
  }

  /** Runs a function held for the other world. */
  serve(id: number, args: unknown[]): unknown {
    try {
      const held = this.#held.get(id);
      return this.pass(held?.(...args.map((argument) => this.take(argument))));
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      return this.#token({ [tokenKey]: 'thrown', error: this.pass(error) });
    }
  }

  /** For what could not be cloned as a whole: a proxy, for one, still cannot once no function in it is the reason. */
  #passMembers(value: object): unknown {
    const tokensBefore = this.#tokens;
    const passed = Array.isArray(value)
      ? value.map((item: unknown) => this.pass(item))
      : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.pass(member)]));
    if (this.#tokens === tokensBefore) throw new Error('An object could not be cloned.');
    return passed;
  }

  #passPromise(promise: Promise<unknown>): Token {
    const id = this.#hold((resolve, reject) => {
      this.#held.delete(id);
      promise.then(resolve as AnyFunction, reject as AnyFunction);
    });
    return this.#token({ [tokenKey]: 'promise', id });
  }

  #takeToken(token: Token): unknown {
    switch (token[tokenKey]) {
      case 'function':
        return (...args: unknown[]) => this.#call(token.id, args);
      case 'promise':
        return new Promise((resolve, reject) => {
          this.#settleFrom(token.id, resolve, reject);
        });
      case 'error':
        return new Error(token.message);
      case 'thrown':
        throw this.take(token.error);
    }
  }

  /** The other world settles a promise once, so both functions are let go then. */
  #settleFrom(id: number, ...functions: AnyFunction[]): void {
    const ids = functions.map((settle) =>
      this.#hold((value) => {
        for (const other of ids) this.#held.delete(other);
        return settle(value);
      }),
    );
    this.#cross(
      id,
      ids.map((held) => this.#token({ [tokenKey]: 'function', id: held })),
    );
  }

  #call(id: number, args: unknown[]): unknown {
    return this.take(
      this.#cross(
        id,
        args.map((argument) => this.pass(argument)),
      ),
    );
  }

  #hold(held: AnyFunction): number {
    this.#held.set(++this.#lastId, held);
    return this.#lastId;
  }

  #token(token: Token): Token {
    this.#tokens += 1;
    return token;
  }
}
