package dev.strata.endtoend.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A folder of the owner's with a file and a folder in it, for one request of one caller; and what a request can name. */
final class Box {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$([a-z0-9]+)");
    private static final String CONTENT = "hello";
    private static final byte[] BYTES = CONTENT.getBytes(StandardCharsets.US_ASCII);

    private final Cast cast;
    private final Kind kind;
    private final String id;
    private final String path;
    private final String folder;
    private final String file;
    private final Map<String, String> made = new HashMap<>();

    Box(Cast cast, Kind kind, String id, String path) {
        this.cast = cast;
        this.kind = kind;
        this.id = id;
        this.path = path;
        this.folder = owner().folder(id, "folder");
        this.file = owner().upload(path + "/file.txt", BYTES).is(201).text("id");
    }

    private Person owner() {
        return cast.owner();
    }

    private Api api() {
        return owner().api();
    }

    /** The last thing that was made: what a reader must see before the answer counts. */
    String visible() {
        String device = made.get("device");
        return device != null ? device + "@1" : file + "@" + (made.containsKey("twice") ? 2 : 1);
    }

    /** The text with every placeholder replaced by what it stands for. */
    String fill(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(made(found.group(1))));
    }

    private String made(String name) {
        String there = made.get(name);
        if (there == null) {
            there = make(name);
            made.put(name, there);
        }
        return there;
    }

    private String make(String name) {
        return switch (name) {
            case "box" -> id;
            case "file" -> file;
            case "folder" -> folder;
            case "path" -> path + "/file.txt";
            case "space" -> owner().spaceId();
            case "owner" -> owner().accountId();
            case "bystander" -> cast.bystander().accountId();
            case "me" -> caller().accountId();
            case "home" -> caller().root();
            case "login" -> caller().login();
            case "password" -> Person.PASSWORD;
            case "new" -> "n" + UUID.randomUUID().toString().substring(0, 18);
            case "now" -> Instant.now().toString();
            case "refresh" -> refreshToken();
            case "cursor" -> owner().feedHead();
            case "bytes" -> CONTENT;
            case "sha256" -> Bytes.sha256(BYTES);
            case "frames" -> frames();
            case "receipt" -> caller().receipt(BYTES);
            case "device" -> device();
            case "twice" -> changed("PUT", "/v1/content/" + path + "/file.txt", "hello again");
            case "tagged" -> changed("PUT", "/v1/nodes/" + file + "/tags/tag", "");
            case "locked" -> changed("PUT", "/v1/nodes/" + file + "/lock", "{\"seconds\": 60}");
            case "trashed" -> changed("PUT", "/v1/nodes/" + file + "/trash", "");
            case "held" -> {
                changed("PUT", "/v1/nodes/" + id + "/hold", "{\"reason\": \"a case\"}");
                yield id;
            }
            case "granted" -> {
                changed(
                        "PUT",
                        "/v1/nodes/%s/grants/%s"
                                .formatted(file, cast.bystander().accountId()),
                        """
                        {"role": "viewer"}""");
                yield cast.bystander().accountId();
            }
            case "above" -> owner().root();
            case "session" -> items("/v1/sessions").getFirst().path("id").asString();
            case "app" -> api().post("/v1/me/app-passwords", """
                        {"name": "backup", "scopes": ["read"]}""").is(201).text("id");
            case "webhook" -> api().post("/v1/webhooks", """
                        {"url": "https://hooks.example.com/strata"}""").is(201).text("webhook/id");
            case "group" -> api().post("/v1/groups", """
                        {"name": "gardeners"}""").is(201).text("groupId");
            case "member" -> {
                String bystander = cast.bystander().accountId();
                changed("PUT", "/v1/groups/%s/members/%s".formatted(made("group"), bystander), "{\"owner\": false}");
                yield bystander;
            }
            case "asked" -> {
                cast.bystander()
                        .api()
                        .post("/v1/nodes/%s/access-requests".formatted(file), """
                        {"role": "viewer"}""")
                        .is(202);
                yield items("/v1/access-requests").getFirst().path("requestId").asString();
            }
            case "comment" ->
                api().post("/v1/nodes/%s/comments".formatted(file), """
                        {"text": "well done"}""").is(201).text("commentId");
            case "link" -> link().text("linkId");
            case "token" -> link().text("token");
            case "ended" -> {
                Answer link = link();
                api().delete("/v1/links/" + link.text("linkId")).is(204);
                yield link.text("token");
            }
            case "conflict" -> conflict();
            case "upload" -> upload();
            case "filled" -> filledUpload();
            case "ticketed" -> ticketed();
            case "ticket" -> ticketed().replaceFirst(".*ticket=", "");
            case "unticketed" -> ticketed().replaceFirst("\\?.*", "");
            case "listed" -> ticketed().replace("/content?", "/chunks?");
            case "unlisted" -> ticketed().replaceFirst("/content\\?.*", "/chunks");
            default -> throw new IllegalArgumentException("nothing is called $" + name);
        };
    }

    private List<JsonNode> items(String path) {
        return api().get(path).is(200).items();
    }

    private Answer link() {
        return api().post("/v1/nodes/%s/links".formatted(id), """
                {"role": "editor"}""").is(201);
    }

    private Person caller() {
        return cast.person(kind);
    }

    private String changed(String method, String target, String body) {
        Answer answer = api().sendJson(method, target, body);
        assertThat(answer.isSuccess()).as("%s %s: %s", method, target, answer).isTrue();
        return file;
    }

    private String refreshToken() {
        return api().anonymous()
                .post("/v1/tokens", """
                {"login": "%s", "password": "%s"}""".formatted(caller().login(), Person.PASSWORD))
                .is(200)
                .text("refreshToken");
    }

    private String device() {
        return api().post("/v1/devices", """
                {"name": "laptop", "platform": "linux"}""").is(201).text("deviceId");
    }

    /** The copy that the owner made by changing a version that was no longer the newest. */
    private String conflict() {
        changed("PUT", "/v1/content/" + path + "/file.txt", "hello again");
        return api().putBytes(
                        "/v1/content/" + path + "/file.txt?conflict=keep-both",
                        "hello too".getBytes(StandardCharsets.US_ASCII),
                        "If-Match",
                        "\"1\"")
                .is(201)
                .text("id");
    }

    private String upload() {
        return api().post("/v1/uploads", """
                {"path": "/%s/upload.txt", "length": %d}""".formatted(path, BYTES.length))
                .is(201)
                .text("uploadId");
    }

    private String filledUpload() {
        String upload = upload();
        api().putBytes("/v1/uploads/%s/parts/1".formatted(upload), BYTES);
        return upload;
    }

    private String ticketed() {
        String location = api().get("/v1/files/%s/content".formatted(file), "Strata-At-Least", visible())
                .is(307)
                .header("Location");
        return location.replaceFirst("^https?://[^/]+", "");
    }

    /** One chunk as the storage format wants it, a character a byte. */
    private static String frames() {
        byte[] frame = ByteBuffer.allocate(32 + Integer.BYTES + BYTES.length)
                .put(HexFormat.of().parseHex(Bytes.sha256(BYTES)))
                .putInt(BYTES.length)
                .put(BYTES)
                .array();
        return new String(frame, StandardCharsets.ISO_8859_1);
    }
}
