/** Where the progress is kept: under one name in the browser, and under others what can't be read. */

export class Place {
  /** @param {string} name @param {() => Storage} storage */
  constructor(name, storage = () => localStorage) {
    this.name = name;
    this.storage = storage;
  }

  /** @returns {string | null | undefined} undefined: the browser does not say */
  read() {
    try {
      return this.storage().getItem(this.name);
    } catch {
      return undefined;
    }
  }

  /** @param {string} text "": nothing @returns {"" | "full" | "blocked"} */
  write(text) {
    try {
      if (text) this.storage().setItem(this.name, text);
      else this.storage().removeItem(this.name);
      return "";
    } catch {
      return this.read() === undefined ? "blocked" : "full";
    }
  }

  /** Keep a text that stays as it is. @param {string} text @param {string} why @returns {boolean} */
  setAside(text, why) {
    try {
      const storage = this.storage();
      for (let number = 1; ; number++) {
        const name = `${this.name}-${why}-${number}`;
        const there = storage.getItem(name);
        if (there === null) storage.setItem(name, text);
        if (there === null || there === text) return true;
      }
    } catch {
      return false;
    }
  }

  /** @returns {[string, string][]} the names and texts of what was set aside */
  aside() {
    try {
      const storage = this.storage();
      const names = Array.from({ length: storage.length }, (_, number) => storage.key(number) ?? "");
      const ours = names.filter((name) => /^-[a-z]+-\d+$/.test(name.replace(this.name, "")) && name.startsWith(this.name));
      return ours.sort().map((name) => [name, storage.getItem(name) ?? ""]);
    } catch {
      return [];
    }
  }

  /** @param {string} name one of `aside` */
  forget(name) {
    try {
      this.storage().removeItem(name);
    } catch {
      // Then it was not kept either.
    }
  }
}
