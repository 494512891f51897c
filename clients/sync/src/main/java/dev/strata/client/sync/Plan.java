package dev.strata.client.sync;

import java.util.List;
import java.util.Map;

/**
 * What can be done now.
 *
 * @param waiting what must wait, and what for, by node
 * @param heldDeletions how many files would go to the server's trash if somebody confirmed that they are to; 0 if
 *     nobody needs to
 */
record Plan(List<Action> actions, Map<String, String> waiting, int heldDeletions) {}
