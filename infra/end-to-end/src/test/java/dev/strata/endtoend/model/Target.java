package dev.strata.endtoend.model;

import dev.strata.endtoend.model.Chronicle.Change;
import dev.strata.endtoend.model.Chronicle.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a node should be like after an undo.
 *
 * @param made whether it should not have been made
 * @param laterWork whether somebody has worked on it since
 * @param wanted the values of the attributes that go back
 * @param kept the attributes that stay, because good work has built upon what is undone
 */
record Target(String node, boolean made, boolean laterWork, Map<String, @Nullable Object> wanted, List<String> kept) {

    /** Of what is undone in a drive; nodes that are not touched by it have none. */
    static Map<String, Target> of(Drive drive, Predicate<Change> undone) {
        Map<String, Target> targets = new TreeMap<>();
        for (Key key : drive.chronicle.keys()) {
            List<Change> course = drive.chronicle.of(key);
            if (course.stream().anyMatch(undone)) {
                targets.computeIfAbsent(key.node(), node -> begin(drive, node, undone))
                        .follow(key.attribute(), course, undone);
            }
        }
        return targets;
    }

    private static Target begin(Drive drive, String node, Predicate<Change> undone) {
        boolean made =
                drive.chronicle.of(new Key(node, Chronicle.MADE)).stream().anyMatch(undone);
        boolean work = drive.chronicle.keys().stream()
                .filter(key -> key.node().equals(node) && !key.attribute().startsWith(Node.ACCESS))
                .filter(key -> !key.attribute().equals(Chronicle.MADE))
                .flatMap(key -> drive.chronicle.of(key).stream()
                        .filter(change ->
                                !(key.attribute().equals(Node.TRASHED) && Boolean.TRUE.equals(change.after()))))
                .anyMatch(undone.negate());
        return new Target(node, made, made && work, new TreeMap<>(), new ArrayList<>());
    }

    /** What good work has touched last stays; else the attribute goes back to what that had left. */
    private void follow(String attribute, List<Change> course, Predicate<Change> undone) {
        if (attribute.equals(Chronicle.MADE)) {
            return;
        }
        if (!undone.test(course.getLast())) {
            kept.add(attribute);
            return;
        }
        Object good = course.getFirst().before();
        for (Change change : course) {
            good = undone.test(change) ? good : change.after();
        }
        if (!Objects.equals(good, course.getLast().after())) {
            wanted.put(attribute, good);
        }
    }

    /** Whether there is anything about the node itself, and not only about who may use it. */
    boolean isAboutNode() {
        return made
                || wanted.keySet().stream().anyMatch(name -> !name.startsWith(Node.ACCESS))
                || kept.stream().anyMatch(name -> !name.startsWith(Node.ACCESS));
    }

    @Nullable
    Object wanted(String attribute, @Nullable Object now) {
        return wanted.getOrDefault(attribute, now);
    }

    /** Whether it belongs in the trash, for whatever reason. */
    boolean inTrash(Node now) {
        return made || Boolean.TRUE.equals(wanted(Node.TRASHED, now.trashed));
    }

    /** The folder that it should be in. */
    @Nullable
    String parent(Node now) {
        return inTrash(now) ? now.parent : (String) wanted(Node.PARENT, now.parent);
    }

    boolean keepsPartOfNode() {
        return kept.stream().anyMatch(name -> !name.startsWith(Node.ACCESS));
    }
}
