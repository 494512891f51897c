package dev.strata.command.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database says itself that its disk is full: here because a trigger says so in its place. */
class FullDiskHttpTest {
    private final User anna = Http.newUser();
    private final JdbcClient jdbc = CommandSideProcess.shared().bean(JdbcClient.class);

    private Answer folder(String name) {
        return anna.http().post("/v1/folders", """
                {"parentId": "%s", "name": "%s"}""".formatted(anna.root(), name));
    }

    private Answer withoutRoom(String table, String condition, Supplier<Answer> request) {
        jdbc.sql("""
                CREATE FUNCTION public.no_room() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$""").update();
        jdbc.sql("CREATE TRIGGER no_room BEFORE INSERT ON %s FOR EACH ROW WHEN (%s) EXECUTE FUNCTION public.no_room()"
                        .formatted(table, condition))
                .update();
        try {
            return request.get();
        } finally {
            jdbc.sql("DROP FUNCTION public.no_room CASCADE").update();
        }
    }

    private static void isRefused(Answer answer) {
        assertThat(answer.status()).isEqualTo(507);
        assertThat(answer.text("code")).isEqualTo("storage-full");
    }

    @Test
    void whoeverChangesTheTreeIsToldThatNoRoomIsLeft() {
        isRefused(withoutRoom("command.node", "NEW.name_key = 'much'", () -> folder("much")));
        assertThat(folder("much").status()).isEqualTo(201);
    }

    @Test
    void noEventIsHalfWritten() {
        String id = folder("old").text("id");
        isRefused(withoutRoom(
                "log.event",
                "NEW.aggregate_identifier = '%s'".formatted(id),
                () -> anna.http().put("/v1/nodes/%s/name".formatted(id), "{\"name\": \"new\"}")));
        assertThat(folder("old").text("code")).isEqualTo("name-taken");
        assertThat(folder("new").status()).isEqualTo(201);
    }
}
