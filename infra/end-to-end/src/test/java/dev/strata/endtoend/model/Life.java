package dev.strata.endtoend.model;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One random life: the same commands to the product and to the model, and questions to both. */
final class Life {
    private static final int MOMENTS_IN_THE_END = 3;
    private static final int MANY = 1_000;

    private final Product product;
    private final Counts counts;
    private final Cast cast;
    private final Worlds worlds;
    private final List<String> history = new ArrayList<>();
    private final Set<Projection> replaying = EnumSet.noneOf(Projection.class);

    /** @param drive as the people have left it */
    Life(Product product, Counts counts, Cast cast, Drive drive) {
        this.product = product;
        this.counts = counts;
        this.cast = cast;
        this.worlds = new Worlds(drive);
        drive.chronicle.clear();
    }

    /** What was done and answered, for whoever looks for the reason of a disagreement. */
    List<String> history() {
        return history.stream().map(line -> Brief.ids(cast, line)).toList();
    }

    /** Throws {@link Disagreement} when the two do not agree. */
    void live(List<Step> steps) {
        steps.forEach(this::step);
        replaying.forEach(product::awaitReplay);
        product.demandNoDeadLetters();
        lookAtEverything();
        lookBack(steps.size());
    }

    /** Removes everything but the root folders, by commands that are compared like others; what remains. */
    Drive tidyUp() {
        for (Person person : cast.people()) {
            List<Command> commands = Tidying.commands(worlds.some().now(), person.accountId());
            for (Command command : commands) {
                Flight.Order order = new Flight.Order(person, command, product.request(person, command));
                Instant from = Instant.now();
                settle(Flight.of(product, List.of(order)).land(), from);
            }
        }
        return worlds.some().now();
    }

    private void step(Step step) {
        switch (step) {
            case Step.Commands c -> {
                List<Action> together = apart(c.actions());
                send(together);
                c.actions().stream()
                        .filter(action -> !together.contains(action))
                        .forEach(action -> send(List.of(action)));
            }
            case Step.Look look -> look(look);
            case Step.Replay replay -> replay(Projection.of(replay.projection()));
            case Step.Kill kill -> kill(kill);
        }
    }

    private void send(List<Action> actions) {
        List<Flight.Order> orders = requested(actions);
        Instant from = Instant.now();
        settle(Flight.of(product, orders).land(), from);
    }

    /**
     * Those that can go together. Between the items of a batch, other commands can happen; in no order of whole commands
     * would all answers be the same then. So a batch goes together with what is in other spaces.
     */
    private List<Action> apart(List<Action> actions) {
        Drive drive = worlds.some().now();
        List<Action> together = new ArrayList<>();
        List<Command> commands = new ArrayList<>();
        for (Action action : actions) {
            Command command = chosen(action);
            boolean apart = commands.stream()
                    .noneMatch(other -> (command instanceof Batch || other instanceof Batch)
                            && !Collections.disjoint(spaces(drive, command), spaces(drive, other)));
            if (apart && !together.contains(action)) {
                together.add(action);
                commands.add(command);
            }
        }
        return together;
    }

    /** What a command can have to do with; one that names no node is about the home of anybody. */
    private static Set<String> spaces(Drive drive, Command command) {
        String text = command.toString();
        List<Node> named = drive.nodes.values().stream()
                .filter(node -> text.contains(node.id))
                .toList();
        return (named.isEmpty() ? drive.nodes.values() : named)
                .stream().map(node -> node.space).collect(Collectors.toSet());
    }

    private Command chosen(Action action) {
        World world = worlds.some();
        String by = cast.client(action.client()).accountId();
        return new Choices(world.now(), world.past(), cast.accounts(), by, action).command();
    }

    private List<Flight.Order> requested(List<Action> actions) {
        List<Flight.Order> orders = new ArrayList<>();
        for (Action action : actions) {
            Person person = cast.client(action.client());
            Command chosen = chosen(action);
            Command command =
                    chosen instanceof Command.Undo undo ? product.previewed(person, undo, actions.size() == 1) : chosen;
            orders.add(new Flight.Order(person, command, product.request(person, command)));
        }
        return orders;
    }

    private void replay(Projection projection) {
        history.add("replay of " + projection);
        product.replay(projection);
        replaying.add(projection);
        counts.add("replays");
    }

    private void kill(Step.Kill kill) {
        List<Flight.Order> orders = requested(apart(kill.actions()));
        Instant from = Instant.now();
        Flight flight = Flight.of(product, orders);
        history.add("kill -9%s".formatted(kill.withDatabase() ? " with the database" : ""));
        flight.killAfter(kill.delayMillis(), kill.withDatabase());
        counts.add("kills");
        replaying.clear();
        if (!kill.withDatabase()) {
            Projection projection = Projection.of(kill.reset());
            history.add("reset of " + projection);
            product.reset(projection);
            counts.add("resets");
        }
        product.restart();
        settle(flight.landAgain(), from);
    }

    /** Finds the worlds that explain the answers; there must be one. */
    private void settle(List<World.Sent> sent, Instant from) {
        for (World.Sent one : sent) {
            Answer answer = one.answer();
            history.add((sent.size() > 1 ? "at once, " : "") + Brief.of(cast, one));
            if (answer != null) {
                counts.answer(one.command(), answer);
                if (answer.isSuccess() && one.command() instanceof Command.Undo undo) {
                    counts.undone(undo.report());
                }
            }
        }
        worlds.sent(sent, from);
        Instant quiet = Product.quietInstant();
        worlds.remember(quiet);
        history.add("-- " + quiet);
        bindCopies(quiet);
        if (!worlds.isCertain()) {
            counts.add("steps that were clear only after a look");
            lookAtEverything();
        }
    }

    /** Nobody is told the ids of what is in a copy; who wants to know looks into it. */
    private void bindCopies(Instant at) {
        boolean found = true;
        while (found) {
            found = false;
            Drive drive = worlds.some().now();
            List<Node> unknown = drive.nodes.values().stream()
                    .filter(node -> node.id.startsWith("?")
                            && !String.valueOf(node.parent).startsWith("?"))
                    .toList();
            for (Node node : unknown) {
                Node folder = drive.get(String.valueOf(node.parent));
                Person owner = owner(drive, folder);
                Question.Children children = new Question.Children(folder.id, Question.Sort.NAME, false);
                found |= product.ask(owner, children, at, MANY).items().stream()
                        .filter(item -> node.name.equals(item.get("name")))
                        .peek(item -> bind(node.id, item))
                        .findFirst()
                        .isPresent();
            }
        }
    }

    private void bind(String pending, Map<String, @Nullable Object> item) {
        if (item.get("number") instanceof Number number) {
            worlds.bind(pending, String.valueOf(item.get("id")), number.longValue());
        }
    }

    private Person owner(Drive drive, Node node) {
        return cast.people().stream()
                .filter(person -> drive.owns(person.accountId(), node))
                .findFirst()
                .orElseThrow();
    }

    private void look(Step.Look look) {
        Person person = cast.client(look.client());
        List<World.Moment> past = worlds.some().past();
        Question question = Questions.one(worlds.some().now(), person.accountId(), look);
        if (past.isEmpty() || look.when() % 3 == 0) {
            product.awaitViews(person);
            ask(person, question, -1, look.limit());
        } else {
            ask(person, question, look.when() / 3 % past.size(), look.limit());
        }
    }

    private void lookAtEverything() {
        product.awaitViews(cast.client(0));
        for (Person person : cast.people()) {
            for (Question question : Questions.all(worlds.some().now(), person.accountId())) {
                ask(person, question, -1, MANY);
            }
        }
    }

    /** Everything that one of the people could see at some moments, spread over the life. */
    private void lookBack(int seed) {
        List<World.Moment> past = worlds.some().past();
        for (int i = 1; i <= Math.min(MOMENTS_IN_THE_END, past.size()); i++) {
            int moment = (seed + past.size() * i / MOMENTS_IN_THE_END) % past.size();
            Person person = cast.people().get((seed + i) % 2);
            for (Question question : Questions.all(past.get(moment).drive(), person.accountId())) {
                ask(person, question, moment, MANY);
            }
        }
    }

    /** @param moment in the history of the worlds; -1 for now */
    private void ask(Person person, Question question, int moment, int limit) {
        Instant at = moment < 0 ? null : worlds.some().past().get(moment).at();
        Instant from = Instant.now();
        Seen seen = product.ask(person, question, at, limit);
        counts.look(question, at != null);
        try {
            worlds.seen(seen, from, world -> {
                Drive then = moment < 0 ? world.now() : world.past().get(moment).drive();
                return question.reply(then, world.now(), person.accountId());
            });
        } catch (Disagreement e) {
            String asked = "%s asks %s%s".formatted(person.accountId(), question, at == null ? "" : " at " + at);
            throw new Disagreement(Brief.ids(cast, "%s:%n  %s".formatted(asked, e.getMessage())));
        }
    }
}
