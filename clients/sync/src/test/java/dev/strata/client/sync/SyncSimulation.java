package dev.strata.client.sync;

import dev.strata.client.sync.Engine.Round;
import dev.strata.client.sync.SimulatedServer.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One schedule: some devices, a server, users who do anything at any moment, and all that can go wrong. When it is quiet
 * again all must be the same, and nothing lost that anybody wrote.
 */
final class SyncSimulation {
    private static final List<String> NAMES =
            List.of("a", "b", "c", "A", "d.txt", "\u00e9", "e\u0301", "long name.tar");
    private static final int PASSES_MAX = 60;

    /** Then people say that what they took from a disk before it was another one is to go. */
    private static final int ASKED_AFTER = 30;

    private static final int STEPS_MAX = 20_000;

    private final Random random;
    private final @Nullable List<String> trace;
    private final SimulatedServer server;
    private final List<Device> devices = new ArrayList<>();
    private final Set<String> written = new HashSet<>();

    /**
     * Users who delete nothing and put nothing in place of anything else, no disks, nothing left out, and processes that do not end: then nothing may be in
     * the trash at the end. (A file that somebody moves in the moment in which the process that replaces it ends is taken
     * for a new one, and the old one goes to the trash.)
     */
    private final boolean gentle;

    private final double misfortune;
    private final double company;
    private int contents;
    private int depth;
    int rounds;
    int steps;
    int crashes;
    int cuts;

    SyncSimulation(long seed, @Nullable List<String> trace) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.trace = trace;
        this.server = new SimulatedServer(random);
        this.gentle = random.nextInt(4) == 0;
        this.misfortune = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.05;
        this.company = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.15;
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            devices.add(new Device("d" + i));
        }
    }

    private void say(String line) {
        if (trace != null) {
            trace.add("  ".repeat(depth) + line);
        }
    }

    private final class Device implements Chaos {
        private final String name;
        private final SimulatedDisk disk = new SimulatedDisk(random.nextInt(1_000_000), gentle);
        private final SimulatedDrive drive;
        private final MemoryStore store = new MemoryStore();
        private Engine engine;
        private boolean busy;
        private boolean quiet;
        private Confirmed asked = Confirmed.NOTHING;

        Device(String name) {
            this.name = name;
            if (!gentle && random.nextInt(4) == 0) {
                disk.scope = (path, _) -> isLeftOut(path.substring(path.lastIndexOf('/') + 1));
            }
            this.drive = new SimulatedDrive(server, disk, name);
            this.engine = start();
        }

        Engine start() {
            return new Engine(
                    SimulatedServer.ROOT,
                    new SyncState(store),
                    disk,
                    drive,
                    new Names(name, () -> "2026-11-" + (name.equals("d0") ? 21 : 22)),
                    disk.scope,
                    Carriers.inOrder(),
                    _ -> {});
        }

        /** Answers how much was done; -1 if it could not be finished. */
        int round() {
            return round(Confirmed.NOTHING);
        }

        int round(Confirmed confirmed) {
            rounds++;
            busy = true;
            try {
                Round round = engine.round(confirmed);
                say(name + " round: " + round);
                steps += round.done();
                asked = new Confirmed(round.held(), round.lostDisks());
                quiet = round.quiet() && round.scan().left().isEmpty();
                return round.done();
            } catch (IOException e) {
                say(name + " is cut off");
                return -1;
            } catch (Crash e) {
                say(name + " crashes");
                if (random.nextInt(3) == 0) {
                    say(name + " loses power");
                    store.losePower(random);
                }
                engine = start();
                return -1;
            } finally {
                busy = false;
            }
        }

        void unlucky(boolean on) {
            disk.chaos = on ? this : Chaos.NONE;
            drive.chaos = on ? this : Chaos.NONE;
        }

        @Override
        public void meanwhile() {
            if (depth < 2 && random.nextDouble() < company) {
                depth++;
                somethingHappens(true);
                depth--;
            }
        }

        @Override
        public void crash() {
            if (!gentle && random.nextDouble() < misfortune) {
                crashes++;
                throw new Crash();
            }
        }

        @Override
        public void cut() throws IOException {
            if (random.nextDouble() < misfortune) {
                cuts++;
                throw new IOException("cut");
            }
        }
    }

    void run() {
        int events = 5 + random.nextInt(40);
        server.late = random.nextBoolean();
        devices.forEach(device -> device.unlucky(true));
        for (int i = 0; i < events; i++) {
            somethingHappens(false);
        }
        server.late = false;
        devices.forEach(device -> {
            device.disk.remount();
            device.unlucky(false);
            device.drive.parked = false;
        });
        calmDown();
        compare();
    }

    private void calmDown() {
        for (int pass = 1; pass <= PASSES_MAX; pass++) {
            int done = 0;
            boolean quiet = true;
            if (pass == ASKED_AFTER) {
                devices.forEach(this::cleanUp);
            }
            for (Device device : devices) {
                done += Math.abs(device.round(pass > ASKED_AFTER ? device.asked : Confirmed.NOTHING));
                quiet &= device.quiet;
            }
            if (done == 0 && quiet) {
                return;
            }
            if (steps > STEPS_MAX) {
                throw new AssertionError("does not come to rest");
            }
        }
        throw new AssertionError("does not come to rest");
    }

    private void compare() {
        Map<String, String> truth = server.tree();
        for (Device device : devices) {
            if (!withoutLeftOut(device, device.disk.tree()).equals(withoutLeftOut(device, truth))) {
                throw new AssertionError("%s has\n%s\nthe server has\n%s\nproblems %s"
                        .formatted(
                                device.name,
                                device.disk.tree(),
                                truth,
                                device.engine.problems().all()));
            }
        }
        Set<String> lost = new HashSet<>(written);
        lost.removeAll(server.everything());
        devices.forEach(device -> lost.removeAll(device.disk.tree().values()));
        devices.forEach(device -> lost.removeAll(device.disk.outOfSight()));
        if (!lost.isEmpty()) {
            throw new AssertionError("lost: " + lost);
        }
        if (gentle && !server.trash().isEmpty()) {
            throw new AssertionError("nobody deleted " + server.trash());
        }
    }

    private void somethingHappens(boolean nested) {
        int dice = random.nextInt(100);
        Device device = devices.get(random.nextInt(devices.size()));
        if (dice < 50) {
            if (!device.disk.isUnmounted()) {
                userDoes(device);
            }
        } else if (dice < 65) {
            webDoes();
        } else if (dice < 92) {
            if (!device.busy) {
                device.round();
            }
        } else if (dice < 94) {
            device.drive.parked = !device.drive.parked;
            say(device.name + (device.drive.parked ? " is parked" : " is released"));
        } else if (dice < 97) {
            if (!device.busy) {
                say(device.name + " restarts");
                device.engine = device.start();
            }
        } else if (random.nextInt(3) == 0) {
            if (!device.busy && !gentle) {
                changeDisks(device);
            }
        } else if (random.nextInt(3) == 0) {
            say("server forgets what has gone");
            server.forgetTombstones();
        } else if (!nested && !gentle) {
            disaster();
        }
    }

    /** The server loses what came after its last backup: only what is in the backup or on a disk can come back. */
    private void disaster() {
        if (random.nextBoolean()) {
            say("server backs up");
            server.backUp();
        } else if (server.restore()) {
            say("server restores");
            Set<String> saved = server.everything();
            devices.forEach(device -> saved.addAll(device.disk.tree().values()));
            written.retainAll(saved);
        }
    }

    // Users at their devices

    private void userDoes(Device device) {
        SimulatedDisk disk = device.disk;
        List<String> files = new ArrayList<>();
        List<String> folders = new ArrayList<>(List.of(""));
        disk.tree().forEach((path, content) -> (content.equals("/") ? folders : files).add(path));
        List<String> all = new ArrayList<>(folders.subList(1, folders.size()));
        all.addAll(files);
        String file = files.isEmpty() ? null : pick(files);
        all.removeIf(disk::isBusy);
        String any = all.isEmpty() ? null : pick(all);
        String folder = pick(folders);
        String to = folder.isEmpty() ? pick(NAMES) : folder + "/" + pick(NAMES);
        boolean free = disk.at(to) == null;
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> {
                if (free) {
                    say(device.name + " creates " + to + " c" + (contents + 1));
                    disk.create(to, write());
                }
            }
            case 3 -> {
                if (free && depthOf(to) < 5) {
                    say(device.name + " makes folder " + to);
                    disk.makeFolder(to);
                }
            }
            case 4, 5 -> {
                if (file != null) {
                    say(device.name + " edits " + file + " c" + (contents + 1));
                    destroyed(disk.content(file));
                    disk.overwrite(file, write());
                }
            }
            case 6 -> {
                if (file != null && !gentle) {
                    say(device.name + " saves anew " + file + " c" + (contents + 1));
                    destroyed(disk.content(file));
                    disk.create(file, write());
                }
            }
            case 7, 8 -> {
                if (any != null && free && !(to + "/").startsWith(any + "/")) {
                    say(device.name + " moves " + any + " to " + to);
                    disk.rename(any, to);
                }
            }
            case 9 -> {
                if (!gentle) {
                    swap(device, all);
                }
            }
            case 10 -> {
                if (any != null && !gentle) {
                    say(device.name + " deletes " + any);
                    remove(device, any);
                }
            }
            default -> {
                if (file != null && disk.content(to) != null && !to.equals(file) && !gentle) {
                    say(device.name + " moves " + file + " over " + to);
                    destroyed(disk.content(to));
                    disk.remove(to);
                    disk.rename(file, to);
                }
            }
        }
    }

    private void changeDisks(Device device) {
        List<String> folders = device.disk.tree().entrySet().stream()
                .filter(entry -> entry.getValue().equals("/"))
                .map(Map.Entry::getKey)
                .toList();
        String folder = folders.isEmpty() ? null : pick(folders);
        if (device.disk.isUnmounted()) {
            say(device.name + " mounts its disk again");
            device.disk.remount();
        } else if (folder != null && device.disk.isMounted(folder)) {
            boolean empty = random.nextBoolean();
            say(device.name + " unmounts " + folder + (empty ? "" : " and removes it"));
            device.disk.unmount(folder, empty);
        } else if (folder != null && random.nextBoolean()) {
            say(device.name + " has a disk of its own for " + folder);
            device.disk.mount(folder);
        } else if (device.disk.at("disk") == null) {
            say(device.name + " mounts a disk");
            device.disk.makeFolder("disk");
            device.disk.mount("disk");
        }
    }

    private static boolean isLeftOut(String name) {
        return name.equals("b");
    }

    private static Map<String, String> withoutLeftOut(Device device, Map<String, String> tree) {
        Map<String, String> in = new TreeMap<>(tree);
        if (device.disk.scope != Scope.ALL) {
            in.keySet().removeIf(path -> Stream.of(path.split("/", -1)).anyMatch(SyncSimulation::isLeftOut));
        }
        return in;
    }

    /** What a device leaves out can be in the way of what others have done. */
    private void cleanUp(Device device) {
        Map<String, String> before = device.disk.tree();
        device.disk.removeLeftOut();
        before.keySet().removeAll(device.disk.tree().keySet());
        before.values().forEach(this::destroyed);
    }

    private static int depthOf(String path) {
        return path.split("/", -1).length;
    }

    private void swap(Device device, List<String> all) {
        if (all.size() < 2) {
            return;
        }
        String one = pick(all);
        String other = pick(all);
        if (!(one + "/").startsWith(other + "/") && !(other + "/").startsWith(one + "/")) {
            say(device.name + " swaps " + one + " and " + other);
            device.disk.rename(one, "swap");
            device.disk.rename(other, one);
            device.disk.rename("swap", other);
        }
    }

    private void remove(Device device, String path) {
        device.disk.tree().forEach((below, content) -> {
            if ((below + "/").startsWith(path + "/")) {
                destroyed(content);
            }
        });
        device.disk.remove(path);
    }

    private String write() {
        String content = "c" + ++contents;
        written.add(content);
        return content;
    }

    /** Whoever overwrites what has never left the device has lost it without anybody's help. */
    private void destroyed(@Nullable String content) {
        if (content != null && !server.everything().contains(content)) {
            written.remove(content);
        }
    }

    // Users in the browser

    private void webDoes() {
        List<Node> alive = server.alive();
        List<Node> folders = alive.stream().filter(Node::folder).toList();
        String folder = folders.isEmpty() || random.nextBoolean()
                ? SimulatedServer.ROOT
                : pick(folders).id();
        Node any = alive.isEmpty() ? null : pick(alive);
        String name = pick(NAMES);
        try {
            switch (random.nextInt(8)) {
                case 0 -> {
                    say("web creates " + name + " in " + folder);
                    String content = "w" + ++contents;
                    server.createFile(folder, name, content);
                    written.add(content);
                }
                case 1 -> {
                    say("web makes folder " + name + " in " + folder);
                    server.createFolder(folder, name);
                }
                case 2, 3 -> {
                    if (any != null && !any.folder()) {
                        say("web edits " + any);
                        String content = "w" + ++contents;
                        server.addVersion(any.id(), any.version(), content, "web");
                        written.add(content);
                    }
                }
                case 4, 5 -> {
                    if (any != null) {
                        say("web moves " + any + " to " + folder + " " + name);
                        server.move(any.id(), null, new Place(folder, name));
                    }
                }
                case 6 -> {
                    if (any != null && !gentle) {
                        say("web trashes " + any);
                        server.trash(any.id(), null);
                    }
                }
                default -> {
                    List<Node> trash = server.trash();
                    if (!trash.isEmpty()) {
                        Node node = pick(trash);
                        say("web brings back " + node);
                        server.untrash(node.id());
                    }
                }
            }
        } catch (RefusedException e) {
            say("refused: " + e.code());
        }
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
