// Small helpers to build the page. Texts of logs and rules only ever become text nodes.

/** An element: h("button", { class: "x", onclick: f }, "text", child). */
export function h(tag, props, ...children) { return fill(document.createElement(tag), props, children); }

/** An element of a drawing. */
export function svg(tag, props, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), props, children);
}

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "selected") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== undefined && child !== null && child !== false) element.append(child);
  }
}

/** Puts other children into an element. */
export function set(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** Calls a function when nothing has come for a while. */
export function debounce(run, wait) {
  let timer;
  return (...words) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...words), wait);
  };
}

const plain = new Intl.NumberFormat("en");
export const number = (value) => plain.format(value);

export function size(bytes) {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

const two = (value) => String(value).padStart(2, "0");

/** A moment in local time: 2026-11-01 10:00:00.250 */
export function moment(milliseconds, precise = true) {
  const date = new Date(milliseconds);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  if (!precise) return `${day} ${time}`;
  return `${day} ${time}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

/** How a moment is written below an axis whose steps are so long: the first one, and days, with their date. */
export function tick(milliseconds, interval, index = 1) {
  const date = new Date(milliseconds);
  const isDay = interval >= 3600000 && (index === 0 || date.getHours() < interval / 3600000);
  if (isDay || interval >= 43200000) return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return interval < 60000 ? `${time}:${two(date.getSeconds())}` : time;
}

/** A length of time in words. */
export function span(milliseconds) {
  for (const [unit, length] of [["day", 86400000], ["hour", 3600000], ["minute", 60000], ["second", 1000]]) {
    if (milliseconds >= length) {
      const count = Math.round(milliseconds / length);
      return `${count} ${unit}${count === 1 ? "" : "s"}`;
    }
  }
  return `${milliseconds} ms`;
}

let toastTimer;
/** Says something for a while. */
export function say(text, isBad = false) {
  const toast = document.getElementById("toast");
  toast.textContent = text;
  toast.className = isBad ? "bad" : "";
  toast.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { toast.hidden = true; }, 6000);
}

/** Offers bytes as a file. */
export function download(name, type, text) {
  const link = h("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say("Copied");
  } catch {
    say("The browser does not let this page copy", true);
  }
}
