package dev.strata.endtoend.model;

import dev.strata.endtoend.model.Question.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All worlds that agree with everything that the product has said; there must always be one. */
final class Worlds {
    private static final int WORLDS_MAX = 200;

    private List<World> worlds;

    Worlds(Drive drive) {
        this.worlds = List.of(new World(drive, List.of()));
    }

    /** Any of them; a choice needs one. */
    World some() {
        return worlds.getFirst();
    }

    boolean isCertain() {
        return worlds.size() == 1;
    }

    int count() {
        return worlds.size();
    }

    /** @param from when the first was sent */
    void sent(List<World.Sent> sent, Instant from) {
        List<World> found = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        Instant to = Instant.now();
        worlds.stream()
                .flatMap(world -> world.between(from, to).stream())
                .forEach(world -> world.branch(sent, to, found, reasons));
        become(found, String.join("\n  or ", reasons));
    }

    void remember(Instant at) {
        worlds = worlds.stream().map(world -> world.remembering(at)).toList();
    }

    /** A node of a copy, whose id the product has shown. */
    void bind(String pending, String id, long number) {
        for (World world : worlds) {
            world.now().bind(pending, id, number);
            world.past().forEach(moment -> moment.drive().bind(pending, id, number));
        }
    }

    /**
     * Keeps the worlds that explain what was seen.
     *
     * @param from when it was asked
     */
    void seen(Seen seen, Instant from, Function<World, Reply> expected) {
        List<World> found = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        Instant to = Instant.now();
        for (World world : worlds.stream()
                .flatMap(world -> world.between(from, to).stream())
                .toList()) {
            String difference = seen.difference(expected.apply(world));
            if (difference == null) {
                found.add(world);
            } else {
                reasons.add(difference);
            }
        }
        become(found, String.join("\n  or ", reasons));
    }

    private void become(List<World> found, String reasons) {
        if (found.isEmpty()) {
            throw new Disagreement(reasons);
        }
        if (found.size() == 1) {
            worlds = List.copyOf(found);
            return;
        }
        Map<String, World> different = new LinkedHashMap<>();
        found.forEach(world -> different.putIfAbsent(world.facts(), world));
        if (different.size() > WORLDS_MAX) {
            throw new IllegalStateException("too many worlds to keep in mind: " + different.size());
        }
        worlds = List.copyOf(different.values());
    }
}
