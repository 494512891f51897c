package dev.strata.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.ContentReceipt;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Uploads that begin at a folder which somebody else has shared, through real HTTP. */
class SharedUploadTest extends RunningUploads {
    @Test
    void whatIsPutIntoASharedFolderIsStoredForItsOwner() throws Exception {
        AccountId bob = AccountId.random();
        String in = "?in=" + SIDES.share(alice);

        assertThat(upload(bob, "/a.txt" + in, HELLO).statusCode()).isEqualTo(201);

        ContentReceipt content = stored(alice);
        assertThat(content.accountId()).isEqualTo(bob);
        assertThat(content.spaceId()).isEqualTo(SIDES.home(alice));
        assertThat(SIDES.reserved(alice, "/a.txt")).isEqualTo(5);
        assertThat(SIDES.file(bob, "/a.txt")).isNull();
        assertThat(download(bob, "/a.txt" + in).body()).isEqualTo(HELLO);
        assertThat(send(as(bob, "/v1/verification/a.txt" + in).GET()).statusCode())
                .isEqualTo(200);
        assertThat(download(bob, "/a.txt").statusCode()).isEqualTo(404);
    }

    @Test
    void conditionsHoldInASharedFolderToo() throws Exception {
        AccountId bob = AccountId.random();
        String in = "?in=" + SIDES.share(alice);
        upload(alice, "/a.txt", HELLO);

        assertThat(upload(bob, "/a.txt" + in, random(10, 1), "If-None-Match", "*")
                        .statusCode())
                .isEqualTo(412);
        assertThat(upload(bob, "/a.txt" + in, random(10, 1), "If-Match", "\"7\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(upload(bob, "/a.txt" + in, random(10, 1), "If-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(stored(alice).size()).isEqualTo(10);
        assertThat(stored(alice).spaceId()).isEqualTo(SIDES.home(alice));
    }

    @Test
    void anUploadGoesIntoTheFolderThatItWasBegunFor() throws Exception {
        AccountId bob = AccountId.random();
        String folder = SIDES.share(bob).toString();

        HttpResponse<byte[]> begun = begin(Map.of("path", "/a.txt", "in", folder, "length", 5));
        String id = json(begun).path("uploadId").asString();
        patch(id, 0, slice(HELLO, 0, 2));

        assertThat(json(begun).path("in").asString()).isEqualTo(folder);
        assertThat(state(id).path("in").asString()).isEqualTo(folder);
        assertThat(SIDES.reserved(bob, "/a.txt")).isEqualTo(5);
        HttpResponse<byte[]> last = patch(id, 2, slice(HELLO, 2, 5));
        assertThat(last.statusCode()).isEqualTo(201);
        assertThat(SIDES.commands().getLast().body().path("parentId").asString())
                .isEqualTo(folder);
        ContentReceipt content = stored(bob);
        assertThat(content.accountId()).isEqualTo(alice);
        assertThat(content.spaceId()).isEqualTo(SIDES.home(bob));
        assertThat(SIDES.file(alice, "/a.txt")).isNull();
        assertThat(SIDES.reserved(alice, "/a.txt")).isZero();
    }

    @Test
    void roomIsAskedForInThatFolderAgain() throws Exception {
        AccountId bob = AccountId.random();
        String id = json(begin(Map.of("path", "/a.txt", "in", SIDES.share(bob), "length", 5)))
                .path("uploadId")
                .asString();
        jdbc.sql("UPDATE storage.upload SET placed_at = placed_at - interval '31 minutes' WHERE upload_id = ?::uuid")
                .param(id)
                .update();

        patch(id, 0, slice(HELLO, 0, 2));

        assertThat(SIDES.reserved(alice, "/a.txt")).isZero();
        assertThat(SIDES.reserved(bob, "/a.txt")).isEqualTo(5);
        assertThat(send(as(alice, "/v1/uploads/" + id).DELETE()).statusCode()).isEqualTo(204);
        assertThat(SIDES.reserved(bob, "/a.txt")).isZero();
    }

    @Test
    void anUploadIntoAFolderThatIsSharedNoMoreCanBeGivenUp() throws Exception {
        NodeId folder = SIDES.share(AccountId.random());
        String id = json(begin(Map.of("path", "/a.txt", "in", folder, "length", 5)))
                .path("uploadId")
                .asString();
        SIDES.unshare(folder);

        assertThat(send(as(alice, "/v1/uploads/" + id).DELETE()).statusCode()).isEqualTo(204);
        assertThat(send(as(alice, "/v1/uploads/" + id).GET()).statusCode()).isEqualTo(404);
    }

    @Test
    void anUploadFromBeforeFoldersCouldBeNamedGoesHome() throws Exception {
        String id = uploadOf("/a.txt", 5);
        jdbc.sql("UPDATE storage.upload SET target = (target::jsonb - 'in')::text WHERE upload_id = ?::uuid")
                .param(id)
                .update();

        assertThat(patch(id, 0, HELLO).statusCode()).isEqualTo(201);
        assertThat(stored(alice).spaceId()).isEqualTo(SIDES.home(alice));
    }

    /** What lies as {@code a.txt} in the home of this account. */
    private static ContentReceipt stored(AccountId owner) {
        return Objects.requireNonNull(SIDES.file(owner, "/a.txt")).content();
    }
}
