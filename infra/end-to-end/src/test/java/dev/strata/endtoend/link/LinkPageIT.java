package dev.strata.endtoend.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.testing.Await;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The page of a link, as a browser without scripts uses it. */
class LinkPageIT {
    private static final byte[] CONTENT = "as it was given".getBytes(StandardCharsets.UTF_8);
    private static final Api BROWSER = Api.at(StrataProcess.shared().url());
    private static final Duration SHOWN_WITHIN = Duration.ofMinutes(1);
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Person anna = Person.signUp(StrataProcess.shared().url());
    private final String docs = anna.folder(anna.root(), "docs");

    private String page(String node, String terms) {
        return "/s/"
                + anna.api()
                        .post("/v1/nodes/%s/links".formatted(node), "{%s}".formatted(terms))
                        .is(201)
                        .text("token");
    }

    /** What was uploaded is shown a little later. */
    private static Answer pageWith(String node, String address, String... headers) {
        Await.until(
                SHOWN_WITHIN,
                "the page shows it",
                () -> text(BROWSER.get(address, headers)).contains(node));
        return BROWSER.get(address, headers).is(200);
    }

    private static String text(Answer page) {
        return new String(page.body(), StandardCharsets.UTF_8);
    }

    private static void isGuarded(Answer page) {
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("X-Robots-Tag")).contains("noindex");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(text(page)).doesNotContain("<script");
    }

    @Test
    void aFolderIsATableWithEscapedNames() {
        String file = anna.upload("docs/%3Cscript%3Ealert(1)%3C%2Fscript%3E.txt".replace("%2F", "-"), CONTENT)
                .is(201)
                .text("id");
        String address = page(docs, "\"role\": \"viewer\"");
        Answer page = pageWith(file, address);
        isGuarded(page);
        assertThat(text(page))
                .contains("&lt;script&gt;alert(1)", address + "/" + file + "/content", "15 bytes")
                .doesNotContain("multipart/form-data");
        assertThat(BROWSER.get(address + "/%s/content".formatted(file)).is(307).header("Location"))
                .contains("/v1/manifests/");
    }

    @Test
    void whatIsNotThereIsAPageToo() {
        Answer page = BROWSER.get("/s/" + "x".repeat(32)).is(404);
        isGuarded(page);
        isGuarded(BROWSER.get(page(docs, "\"role\": \"viewer\"") + "/no-id").is(404));
        isGuarded(BROWSER.get(page(docs, "\"role\": \"viewer\"") + "/" + anna.root())
                .is(404));
    }

    @Test
    void aPasswordIsKeptInACookieOfThisPage() {
        String file = anna.upload("docs/a.txt", CONTENT).is(201).text("id");
        String address = page(docs, "\"role\": \"viewer\", \"password\": \"open & sesame\"");
        Answer asked = BROWSER.get(address).is(200);
        isGuarded(asked);
        assertThat(text(asked)).contains("type=\"password\"").doesNotContain("docs", "a.txt");
        Answer wrong = BROWSER.send("POST", address, BodyPublishers.ofString("password=x"), "Content-Type", FORM);
        assertThat(wrong.is(303).header("Location")).isEqualTo(address + "?note=wrong");
        assertThat(text(BROWSER.get(address + "?note=wrong"))).contains("not the password");
        Answer right = BROWSER.send(
                "POST", address, BodyPublishers.ofString("password=open+%26+sesame"), "Content-Type", FORM);
        String cookie = right.is(303).header("Set-Cookie");
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=" + address);
        assertThat(text(pageWith(file, address, "Cookie", cookie.split(";")[0])))
                .contains("a.txt");
    }

    @Test
    void aFormSendsFiles() {
        String address = page(docs, "\"role\": \"viewer\", \"uploadOnly\": true");
        Answer page = BROWSER.get(address).is(200);
        isGuarded(page);
        assertThat(text(page)).contains("Send files to docs", "action=\"%s/files\"".formatted(address));
        String form = """
                --b\r
                Content-Disposition: form-data; name="file"; filename="C:\\\\a dir\\\\one.txt"\r
                Content-Type: text/plain\r
                \r
                one\r
                --b\r
                Content-Disposition: form-data; name="file"; filename="two.txt"\r
                \r
                two\r
                --b--\r
                """;
        Answer sent = BROWSER.send(
                "POST",
                address + "/files",
                BodyPublishers.ofString(form),
                "Content-Type",
                "multipart/form-data; boundary=b");
        assertThat(sent.is(303).header("Location")).isEqualTo(address + "?note=sent");
        assertThat(anna.api().get("/v1/content/docs/one.txt").is(200).body())
                .isEqualTo("one".getBytes(StandardCharsets.UTF_8));
        assertThat(anna.api().get("/v1/content/docs/two.txt").is(200).body())
                .isEqualTo("two".getBytes(StandardCharsets.UTF_8));
    }
}
