package dev.strata.endtoend.badday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Jwt;
import dev.strata.endtoend.http.Person;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Content receipts and download tickets that are too old, altered, or for something else. */
class StatementsIT {
    private static final Home HOME = Home.fresh();
    private static final byte[] CONTENT = Bytes.random(1, 1_000);
    private static final long LONG_AGO = Instant.parse("2020-01-01T00:00:00Z").getEpochSecond();

    private static Answer createWith(String receipt) {
        return HOME.api().post("/v1/files", """
                {"parentId": "%s", "name": "new", "receipt": "%s"}""".formatted(HOME.owner().root(), receipt));
    }

    private static Answer addVersionWith(String receipt) {
        return HOME.api()
                .post("/v1/files/%s/versions".formatted(HOME.file()), """
                {"receipt": "%s"}""".formatted(receipt), "If-Match", "\"1\"");
    }

    @Test
    void expiredReceipt() {
        Jwt receipt =
                Jwt.parse(HOME.owner().receipt(CONTENT)).with("iat", LONG_AGO).with("exp", LONG_AGO + 1);
        String expired = receipt.signedBy(Keys.read("receipt.key"));

        HOME.untouchedBy(() -> createWith(expired)).isProblem(422, "expired-receipt");
        HOME.untouchedBy(() -> addVersionWith(expired)).isProblem(422, "expired-receipt");
    }

    static List<String> wrongReceipts() {
        Jwt receipt = Jwt.parse(HOME.owner().receipt(CONTENT));
        String statement = receipt.claims().path("statement").asString();
        String larger = statement.replace("\"size\":1000", "\"size\":1000000");
        assertThat(larger).isNotEqualTo(statement);
        return List.of(
                "none",
                "",
                "a.b.c",
                receipt.with("statement", larger).text(),
                receipt.with("exp", LONG_AGO * 2).text(),
                receipt.unsigned(),
                receipt.signedBy("00".repeat(32)),
                receipt.signedBy(Keys.read("ticket.key")),
                ticket(),
                HOME.api().token(),
                Home.stranger().receipt(CONTENT),
                "x".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("wrongReceipts")
    void wrongReceipt(String receipt) {
        HOME.untouchedBy(() -> createWith(receipt)).isProblem(422, "invalid-receipt");
        HOME.untouchedBy(() -> addVersionWith(receipt)).isProblem(422, "invalid-receipt");
    }

    /** The content becomes the owner's; whoever made the receipt may write there. */
    @Test
    void receiptForTheOwnSpaceServesWhereAnEditorMayWrite() {
        Person guest = Home.stranger();
        Home home = Home.fresh();
        String request = """
                {"parentId": "%s", "name": "new", "receipt": "%s"}""".formatted(home.folder(), guest.receipt(CONTENT));
        home.untouchedBy(() -> guest.api().post("/v1/files", request)).isProblem(404, "parent-not-found");

        home.api()
                .put("/v1/nodes/%s/grants/%s".formatted(home.folder(), guest.accountId()), """
                        {"role": "editor"}""")
                .is(200);
        String file = guest.api().post("/v1/files", request).is(201).text("id");

        String location = home.api()
                .get("/v1/files/%s/content".formatted(file), "Strata-At-Least", file + "@1")
                .is(307)
                .header("Location");
        assertThat(home.api().anonymous().get(location).is(200).body()).isEqualTo(CONTENT);
    }

    private static String location() {
        return HOME.api()
                .get("/v1/files/%s/content".formatted(HOME.file()), "Strata-At-Least", HOME.file() + "@1")
                .is(307)
                .header("Location");
    }

    private static String ticket() {
        return location().replaceFirst(".*ticket=", "");
    }

    private static Answer download(String ticket) {
        return HOME.api().anonymous().get(location().replaceFirst("ticket=.*", "ticket=" + ticket));
    }

    @Test
    void ticketNeedsNothingElse() {
        assertThat(HOME.api().anonymous().get(location()).is(200).body()).isEqualTo(Home.CONTENT);
    }

    @Test
    void expiredTicket() {
        Jwt ticket = Jwt.parse(ticket()).with("iat", LONG_AGO).with("exp", LONG_AGO + 1);

        download(ticket.signedBy(Keys.read("ticket.key"))).isProblem(403, "expired-ticket");
    }

    static List<String> wrongTickets() {
        Jwt ticket = Jwt.parse(ticket());
        return List.of(
                "none",
                "",
                ticket.with("exp", LONG_AGO * 2).text(),
                ticket.unsigned(),
                ticket.signedBy("00".repeat(32)),
                ticket.signedBy(Keys.read("receipt.key")),
                HOME.owner().receipt(CONTENT),
                HOME.api().token());
    }

    @ParameterizedTest
    @MethodSource("wrongTickets")
    void wrongTicket(String ticket) {
        download(ticket).isProblem(403, "invalid-ticket");
    }

    @Test
    void ticketOfAnotherContentOrNone() {
        HOME.owner().receipt(CONTENT);
        String other = "0".repeat(64);

        HOME.api()
                .anonymous()
                .get(location().replaceFirst("[0-9a-f]{64}", other))
                .isProblem(403, "invalid-ticket");
        HOME.api().anonymous().get(location().replaceFirst("\\?.*", "")).isProblem(403, "invalid-ticket");
        HOME.api().get(location().replaceFirst("\\?.*", "")).isProblem(403, "invalid-ticket");
    }
}
