/** The session, fetched with all that it needs at once: one after the other, each would cost a slow line its delay. */
import { useStyle } from "./style.js";

/** @returns {Promise<typeof import("./study-session-view.js")>} */
export async function loadSession() {
  const style = useStyle("study-session").catch(() => {}); // plain is better than not at all
  const [view] = await Promise.all([
    import("./study-session-view.js"),
    import("./study-session.js"),
    import("./study-queue.js"),
    import("./study-schedule.js"),
    import("../fsrs/index.mjs"),
    import("./study-ahead.js"),
    import("./study-card.js"),
    import("./study-card-view.js"),
    import("./study-cloze.js"),
    import("./study-typed.js"),
    import("./study-drawn.js"),
    import("./study-follow.js"),
    import("./study-frame.js"),
    import("./study-interval.js"),
    import("./study-gestures.js"),
    import("./study-end.js"),
    import("./study-session-keys.js"),
    import("./preview-copy.js"),
    import("./preview-page.js"),
    import("./preview-section.js"),
    import("./search-dom.js"),
    style,
  ]);
  return view;
}
