/**
 * An object of which some fields are made when they are first asked for: what nobody asks for is not made. To whoever reads
 * it, it is plain data; a copy that shall leave such fields unmade is taken with `withFields`.
 */
export function defer<T extends object, K extends keyof T>(
  rest: Omit<T, K>,
  makers: { readonly [P in K]: () => T[P] },
): T {
  const whole = { ...rest };
  for (const key of Object.keys(makers) as K[])
    Object.defineProperty(whole, key, {
      enumerable: true,
      configurable: true,
      get: () => {
        const value = makers[key]();
        Object.defineProperty(whole, key, { enumerable: true, configurable: true, writable: true, value });
        return value;
      },
    });
  // Every field of T is there now: those of `rest`, and the others behind their makers.
  return whole as T;
}

/** A copy with other values in some fields; fields that are not made yet stay so, and are made once for both. */
export function withFields<T extends object>(from: T, fields: Partial<T>): T {
  const copy: object = {};
  for (const [key, field] of Object.entries(Object.getOwnPropertyDescriptors(from))) {
    const isUnmade = field.get !== undefined;
    if (!(key in fields))
      Object.defineProperty(copy, key, isUnmade ? { ...field, get: () => from[key as keyof T] } : field);
  }
  return Object.assign(copy, fields) as T;
}
