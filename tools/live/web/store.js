// What a browser remembers of one tab (sessionStorage) or of all its tabs (localStorage). A browser may refuse to: then it forgets.
function storage(name) {
  return {
    get(key) {
      try { return JSON.parse(window[name].getItem(`opladers-${key}`)); } catch { return null; }
    },
    set(key, value) {
      try {
        if (value === null) window[name].removeItem(`opladers-${key}`);
        else window[name].setItem(`opladers-${key}`, JSON.stringify(value));
      } catch { /* then not */ }
    },
    take(key) {
      const value = this.get(key);
      this.set(key, null);
      return value;
    },
  };
}

export const tab = storage('sessionStorage');
export const browser = storage('localStorage');
