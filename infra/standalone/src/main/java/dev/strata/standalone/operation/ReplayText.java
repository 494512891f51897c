package dev.strata.standalone.operation;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** How far a replay is, for people. */
final class ReplayText {
    private ReplayText() {}

    /** In a few words. */
    static String state(JsonNode replay) {
        String state = replay.path("state").asString();
        return state.equals("building") ? "building, %d %%".formatted(percent(replay)) : state;
    }

    static int percent(JsonNode replay) {
        long total = replay.path("total").asLong(0);
        return total == 0 ? 0 : (int) Math.min(100, 100 * replay.path("done").asLong(0) / total);
    }

    /** With figures. */
    static String progress(JsonNode replay) {
        return String.format(
                Locale.ROOT,
                "%s  %3d %%  %,d of %,d events, %,.0f/s",
                replay.path("state").asString(),
                percent(replay),
                replay.path("done").asLong(0),
                replay.path("total").asLong(0),
                replay.path("eventsPerSecond").asDouble(0));
    }
}
