import Bytes
import JSONText
import Reporting

/// What all pages share: style, script and the cases' titles.
enum HTMLFrame {
  /// What colours and signs mean.
  static let legend = """
    <p class="legend"><span class="ok">✓ fired</span>, or held and failed · <span class="part">~ tried</span>, or only \
    held, only failed · <span class="no">✗ never</span> tried or tested · <span class="idle">– not in force</span>. The \
    number says in how many cases; press it to see them.</p>

    """

  /// A whole document.
  static func document(title: String, body: String, cases: [String]) -> String {
    HTMLPage.head(title: HTMLText.escaped(title), style: style) + "<main>\n\(body)</main>\n"
      + HTMLPage.end(script: "const cases = \(list(cases));\n\(script)")
  }

  /// An array of strings that may stand in a script.
  private static func list(_ texts: [String]) -> String {
    var writer = ByteWriter()
    writer.write("[")
    for (index, text) in texts.enumerated() {
      if index > 0 { writer.write(",\n") }
      writer.write(jsonString: TerminalText.line(text))
    }
    writer.write("]")
    return String(decoding: writer.bytes, as: UTF8.self).replacing(byte: UInt8(ascii: "<"), with: "\\u003c")
  }

  private static let style = """
    :root { color-scheme: light dark; --ok: #1a6b33; --okb: #d9f2df; --part: #7a5200; --partb: #fbeecb; --no: #b3151d;
      --nob: #fbe0e0; --dim: #5f6770; --line: #8884; }
    @media (prefers-color-scheme: dark) { :root { --ok: #6fdd8b; --okb: #123a1e; --part: #f0c35a; --partb: #40330f;
      --no: #ff9c96; --nob: #4a1a1c; --dim: #9aa3ad; } }
    body { font: 15px/1.5 system-ui, sans-serif; max-width: 90rem; margin: 2rem auto; padding: 0 1rem; }
    h1 { font-size: 1.3rem; } h2 { font-size: 1.1rem; margin-top: 2.5rem; }
    table { border-collapse: collapse; } caption { text-align: left; font-weight: bold; }
    .files td { white-space: nowrap; } .files td, .files th { padding: .15rem .6rem; text-align: right; border-top: 1px solid var(--line); }
    .files thead th { border: 0; color: var(--dim); font-weight: normal; }
    .files th[scope=row], .files th:last-child { text-align: left; font-weight: normal; }
    tfoot td, tfoot th { font-weight: bold; }
    .code { font: 13px/1.45 ui-monospace, monospace; width: 100%; }
    .code td { padding: 0 .5rem; vertical-align: top; } .n a { color: var(--dim); text-decoration: none; }
    .n, .h { text-align: right; white-space: nowrap; user-select: none; }
    .s { white-space: pre-wrap; overflow-wrap: anywhere; width: 100%; tab-size: 4; }
    .h button { font: inherit; color: inherit; background: none; border: 0; padding: 0 .2rem; cursor: pointer;
      text-decoration: underline dotted; }
    .h button:focus-visible, a:focus-visible, summary:focus-visible { outline: 2px solid currentColor; }
    td.ok, span.ok, p.ok, tr.ok .h { color: var(--ok); } td.part, span.part, tr.part .h { color: var(--part); }
    td.no, span.no, tr.no .h { color: var(--no); } span.idle, tr.idle .h { color: var(--dim); }
    .s span.ok { background: var(--okb); color: inherit; } .s span.part { background: var(--partb); color: inherit; }
    .s span.no { background: var(--nob); color: inherit; text-decoration: underline wavy var(--no) 1px; }
    .s span.idle { text-decoration: line-through; }
    tr.cases td { font: 13px/1.4 system-ui, sans-serif; padding: .3rem .5rem .6rem; } tr:target { outline: 2px solid; }
    .cases ul { margin: .1rem 0 .4rem; padding-left: 1.2rem; } small { color: var(--dim); }
    summary { cursor: pointer; margin: 1rem 0; }
    """

  private static let script = """
    document.addEventListener("click", event => {
      const button = event.target.closest(".h button");
      if (!button) return;
      const row = button.closest("tr");
      if (row.nextSibling && row.nextSibling.className === "cases") {
        row.nextSibling.remove();
        button.setAttribute("aria-expanded", "false");
        return;
      }
      const shown = document.createElement("tr");
      shown.className = "cases";
      const cell = shown.appendChild(document.createElement("td"));
      cell.colSpan = 3;
      for (const key of ["y", "n"]) {
        if (!button.dataset[key]) continue;
        cell.append(button.dataset[key + "t"] + ":");
        const list = cell.appendChild(document.createElement("ul"));
        const numbers = button.dataset[key].split(" ");
        for (const number of numbers) list.appendChild(document.createElement("li")).textContent = cases[number];
        const total = Number(button.dataset[key + "t"].match(/\\d+/)[0]);
        if (total > numbers.length)
          list.appendChild(document.createElement("li")).textContent = `and ${total - numbers.length} more`;
      }
      row.after(shown);
      button.setAttribute("aria-expanded", "true");
    });
    """
}
