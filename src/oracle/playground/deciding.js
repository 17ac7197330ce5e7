// The step of a trace that decided.

export const BAD = ['failure', 'blocked'];

// Facts may follow it, such as where a header came from that was not allowed; so of an answer with a reason it is the last step that went wrong,
// and of any other the last of all. `answer` is a fetch or a policy's output.
export function decidingIndex({reason, trace}) {
  const wrong = reason ? trace.findLastIndex((step) => BAD.includes(step.outcome)) : -1;
  return wrong < 0 ? trace.length - 1 : wrong;
}

export const decidingStep = (answer) => answer.trace[decidingIndex(answer)];
