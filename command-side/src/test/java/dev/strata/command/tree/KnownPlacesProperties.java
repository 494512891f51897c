package dev.strata.command.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.User;
import dev.strata.command.Receipts;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.springframework.jdbc.core.JdbcTemplate;

/** After each of random commands, some of which are refused: the places by ways that are known are those that a walk finds. */
class KnownPlacesProperties {
    private final CommandSideProcess side = CommandSideProcess.shared();
    private final Places known = side.bean(Places.class);

    private enum What {
        MOVE,
        TRASH,
        UNTRASH,
        PURGE,
        GRANT,
        GRANT_A_GROUP,
        REVOKE,
        JOIN,
        LEAVE,
        MOVE_TWO_AND_FAIL
    }

    record Step(What what, int node, int other) {}

    /** A way of six folders with a file in each, and somebody with whom things are shared. */
    private static final class Drive {
        private final User anna = Http.newUser();
        private final User ben = Http.newUser();
        private final String group =
                anna.http().post("/v1/groups", "{\"name\": \"us\"}").text("groupId");
        private final List<String> folders = new ArrayList<>(List.of(anna.root()));
        private final List<String> nodes = new ArrayList<>();

        Drive() {
            for (int i = 1; i <= 6; i++) {
                folders.add(anna.http()
                        .post(
                                "/v1/folders",
                                "{\"parentId\": \"%s\", \"name\": \"folder %d\"}".formatted(folders.getLast(), i))
                        .text("id"));
                nodes.add(folders.getLast());
                nodes.add(anna.http()
                        .post("/v1/files", """
                                {"parentId": "%s", "name": "file %d", "receipt": "%s"}""".formatted(folders.getLast(), i, Receipts.of(anna, "a")))
                        .text("id"));
            }
        }

        void happen(Step step) {
            String node = nodes.get(step.node() % nodes.size());
            String folder = folders.get(step.other() % folders.size());
            String path = "/v1/nodes/" + node;
            String role = List.of("viewer", "commenter", "editor", "owner").get(step.other() % 4);
            switch (step.what()) {
                case MOVE -> anna.http().put(path + "/parent", "{\"parentId\": \"%s\"}".formatted(folder));
                case TRASH -> anna.http().put(path + "/trash", null);
                case UNTRASH -> anna.http().delete(path + "/trash");
                case PURGE -> anna.http().delete(path);
                case GRANT -> grant(path, ben.accountId(), role);
                case GRANT_A_GROUP -> grant(path, group, role);
                case REVOKE -> anna.http().delete(path + "/grants/" + ben.accountId());
                case JOIN ->
                    anna.http().put("/v1/groups/%s/members/%s".formatted(group, ben.accountId()), "{\"owner\": false}");
                case LEAVE -> anna.http().delete("/v1/groups/%s/members/%s".formatted(group, ben.accountId()));
                case MOVE_TWO_AND_FAIL -> anna.http().post("/v1/batch", """
                            {"atomic": true, "commands": [
                                {"command": "move", "nodeId": "%1$s", "parentId": "%2$s"},
                                {"command": "create-folder", "parentId": "%1$s", "name": "in it"},
                                {"command": "move", "nodeId": "%2$s", "parentId": "%2$s"}]}""".formatted(folders.getLast(), folder));
            }
        }

        private void grant(String path, String grantee, String role) {
            anna.http().put("%s/grants/%s".formatted(path, grantee), "{\"role\": \"%s\"}".formatted(role));
        }
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void whatIsKnownIsWhatAWalkFinds(@ForAll("lives") List<Step> life) {
        Drive drive = new Drive();
        for (Step step : life) {
            drive.happen(step);
            Places walking = new Places(side.bean(JdbcTemplate.class), Clock.systemUTC());
            for (String node : drive.nodes) {
                List<NodeId> one = List.of(NodeId.of(node));
                for (User asker : List.of(drive.anna, drive.ben)) {
                    AccountId account = AccountId.of(asker.accountId());
                    assertThat(known.of(account, one))
                            .as("after %s in %s", step, life)
                            .isEqualTo(walking.of(account, one));
                }
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> lives() {
        return Combinators.combine(
                        Arbitraries.of(What.class),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(0, 20))
                .as(Step::new)
                .list()
                .ofSize(30);
    }
}
