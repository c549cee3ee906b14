// What a browser, a server and a test runner put in the global scope.
import "./driver.js";

const twin = globalThis.__twin;
const define = (name, value) => Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });

// A run needs few of them.
twin.late("document navigator location history localStorage sessionStorage fetch Headers Request Response " +
  "FormData Blob File FileReader AbortController XMLHttpRequest WebSocket EventSource Image Event " +
  "CustomEvent MutationObserver IntersectionObserver ResizeObserver alert confirm prompt crypto performance " +
  "requestAnimationFrame cancelAnimationFrame requestIdleCallback addEventListener removeEventListener Buffer " +
  "Intl structuredClone matchMedia scrollTo process require __dirname __filename " +
  "jest vi describe it test expect beforeEach afterEach beforeAll afterAll cy Cypress", twin.standIn);

twin.env = twin.standIn("import.meta.env");

/** The text of something unknown is as unknown as that. */
const { parse } = JSON;
JSON.parse = (text, ...more) => (typeof text === "string" && !text.includes("‹") ? parse(text, ...more) : text === null ? null : twin.standIn(`JSON.parse(${text})`));

/** The window has what is global, and whatever else it is asked for. */
const unknown = twin.standIn("window");
const window = new Proxy({}, {
  get: (target, key) => (key in globalThis ? globalThis[key] : key === "Clerk" ? undefined : unknown[key]),
  set: (target, key, value) => { unknown[key] = value; return true; },
  has: () => true,
});
for (const name of ["window", "self", "top", "parent", "global"]) define(name, window);

for (const level of ["log", "info", "warn", "error", "debug"]) console[level] = (...args) => twin.record("call", `console.${level}`, args);
