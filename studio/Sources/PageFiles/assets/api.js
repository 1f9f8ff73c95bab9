// Questions to the engine behind the page.

/** Why a question has no answer: what the engine says, with a hint and the place in the query. */
export class Fault extends Error {
  constructor(error, status) {
    super(error.message);
    this.hint = error.hint;
    this.span = error.span;
    this.diagnostics = error.diagnostics;
    this.status = status;
  }
  get isSuperseded() { return this.status === 204; }
}

/**
 * Asks. `place` names the part of the page that the answer is for: of several questions of one place that wait only the
 * newest is asked.
 */
export async function ask(operation, question = {}, place = undefined) {
  if (window.assayAnswers) return kept(operation, question);
  const headers = { "Content-Type": "application/json" };
  if (place) headers["X-Place"] = place;
  let response;
  try {
    response = await fetch(`api/${operation}`, { method: "POST", headers, body: JSON.stringify(question) });
  } catch {
    throw new Fault({ message: "assay serve does not answer", hint: "start it again and open the address it prints" }, 0);
  }
  if (response.status === 204) throw new Fault({ message: "a newer question has come" }, 204);
  let answer;
  try {
    answer = await response.json();
  } catch {
    throw new Fault({ message: "the answer cannot be read" }, response.status);
  }
  if (answer.error) throw new Fault(answer.error, response.status);
  return answer;
}

/** The answer of a page that was exported. */
function kept(operation, question) {
  const isNarrow = question.query || question.from !== undefined || question.to !== undefined;
  const rest = { panels: question.dashboard, table: question.dashboard, terms: question.field, document: question.row }[operation];
  const answer = window.assayAnswers[rest === undefined ? operation : `${operation} ${rest}`];
  if (!answer || isNarrow) throw new Fault({ message: "this page was exported, and has no more than this", hint: "assay serve answers everything" }, 0);
  if (answer.error) throw new Fault(answer.error, 422);
  if (operation !== "table") return answer;
  // Other columns and other orders than those that were kept need the engine.
  const offset = question.offset ?? 0;
  return { total: answer.total, rows: answer.rows.slice(offset, offset + question.limit) };
}

/** Calls back when something has changed; one stream for the whole page. */
export function follow(changed) {
  if (window.assayAnswers) {
    changed(window.assayAnswers.status.status);
    return;
  }
  const events = new EventSource("api/events");
  events.onmessage = (event) => {
    const answer = JSON.parse(event.data);
    if (answer.status) changed(answer.status);
  };
  events.onerror = () => changed(null);
}
