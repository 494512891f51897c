package dev.strata.client.sync;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What can be done now.
 *
 * @param waiting what must wait, and what for, by node
 * @param held the files that would go to the server's trash if somebody confirmed that they are to; none if nobody
 *     needs to
 */
record Plan(List<Action> actions, Map<String, String> waiting, Set<String> held) {}
