/**
 * What is made of a list or an object, made once for each of them: thousands may ask. Neither may change afterwards.
 * What comes to undefined is made each time: to tell it from what was not made yet would take an object for each.
 * Rules mark the call as pure: the worker bundles their names alone, and would keep all that a call refers to.
 */
export function onceFor<K extends object, V>(make: (of: K) => V): (of: K) => V {
  const made = new WeakMap<K, V>();
  return (of) => {
    const known = made.get(of);
    if (known !== undefined) return known;
    const value = make(of);
    made.set(of, value);
    return value;
  };
}
