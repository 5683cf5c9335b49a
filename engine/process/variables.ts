import { ProcessError } from "./error.ts";
import type { Run } from "./run.ts";
import type { Token, Variables } from "./state.ts";

/** Most characters of JSON that the variables of one scope may take. */
const MAX_VARIABLES = 8000;

/** The variables a token sees: the process's, hidden by those of each scope it runs in, and by its own. */
export function contextOf(run: Run, token: Token | undefined): Readonly<Variables> {
  let layers: Readonly<Variables>[] | undefined;
  let outermost: Readonly<Variables> = run.variables;
  for (let at = token; at; at = run.token(at.scope)) {
    if (at.local) layers = [at.local, ...(layers ?? [])];
    if (at.loop) layers = [countsOf(run, at), ...(layers ?? [])];
    if (!readsOutside(run, at) && at !== token) {
      outermost = {};
      break;
    }
  }
  return layers ? Object.assign({}, outermost, ...layers) : outermost;
}

/** Whether what runs inside a token sees the variables outside it; a called process need not. */
function readsOutside(run: Run, host: Token): boolean {
  const call = run.node(host.at).call;
  return call === undefined || call.readsParent || host.loop !== undefined;
}

/** BPMN's variables of a multi-instance activity, which Camunda 7, Flowable and Activiti call `nrOf…`. */
function countsOf(run: Run, body: Token): Variables {
  const loop = body.loop;
  if (!loop) return {};
  if (loop.total === undefined) return { numberOfCompletedInstances: loop.done };
  const active = run.tokens.reduce((count, token) => count + Number(token.scope === body.id), 0);
  const numberOfActiveInstances = Math.min(active, loop.begun - loop.done - (loop.gone ?? 0));
  return {
    numberOfInstances: loop.total,
    numberOfActiveInstances,
    numberOfCompletedInstances: loop.done,
    numberOfTerminatedInstances: loop.gone ?? 0,
    nrOfInstances: loop.total,
    nrOfActiveInstances: numberOfActiveInstances,
    nrOfCompletedInstances: loop.done,
  };
}

/**
 * Gives each variable to the innermost scope from the token outwards that has it, else to the process. What a called
 * process sets stays its own until it gives it back.
 */
export function assignFrom(run: Run, token: Token | undefined, variables: Variables): void {
  const touched = new Set<Variables>();
  for (const [name, value] of Object.entries(variables)) {
    if (name === "__proto__" || value === undefined) continue;
    const scope = scopeOf(run, token, name);
    scope[name] = value;
    touched.add(scope);
  }
  run.changed = true;
  for (const scope of touched) checkSize(scope);
}

/** Gives a token variables of its own. */
export function assignLocal(run: Run, token: Token, variables: Variables): void {
  const own = Object.entries(variables).filter(([name, value]) => name !== "__proto__" && value !== undefined);
  if (own.length === 0) return;
  token.local = { ...token.local, ...Object.fromEntries(own) };
  run.changed = true;
  checkSize(token.local);
}

function scopeOf(run: Run, token: Token | undefined, name: string): Variables {
  for (let at = token; at; at = run.token(at.scope)) {
    if (at.local && Object.hasOwn(at.local, name)) return at.local;
    const calls = at !== token && run.node(at.at).call !== undefined && !at.loop;
    if (calls) {
      at.local ??= {};
      return at.local;
    }
  }
  return run.variables;
}

function checkSize(scope: Variables): void {
  if (JSON.stringify(scope).length <= MAX_VARIABLES) return;
  throw new ProcessError("variables-too-large", `流程变量超过 ${MAX_VARIABLES} 个字符，请只传递判断走向所需的值`);
}
