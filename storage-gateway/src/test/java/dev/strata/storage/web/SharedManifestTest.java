package dev.strata.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.content.Sha256;
import dev.strata.kernel.id.AccountId;
import dev.strata.storage.upload.SharedParts.ChunkRun;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contents that are like others, through real HTTP. */
class SharedManifestTest extends RunningGateway {
    private static final int PAGE = 16 << 10;
    private static final byte[] PAGE_OF_CHANGE = random(PAGE, 21);

    private ManifestId upload(String path, byte[] content) throws Exception {
        assertThat(upload(alice, path + "?profile=aligned", content).statusCode())
                .isEqualTo(201);
        return Objects.requireNonNull(SIDES.file(alice, path)).content().manifestId();
    }

    /** The second has a manifest with leaves. */
    @ParameterizedTest
    @ValueSource(ints = {3, 100})
    void whatIsSharedNeedNotBeNamed(int pages) throws Exception {
        byte[] content = random(pages * PAGE + 100, 22);
        ManifestId base = upload("/base", content);
        System.arraycopy(PAGE_OF_CHANGE, 0, content, PAGE, PAGE);
        ManifestId expected = upload("/expected", content);

        HttpResponse<byte[]> answer = shared(
                alice,
                base,
                content,
                new ChunkRun(0, 1, List.of(entry(PAGE_OF_CHANGE))),
                new ChunkRun(2, pages - 1, null));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).path("manifestId").asString()).isEqualTo(expected.hex());
        assertThat(json(answer).path("size").asInt()).isEqualTo(content.length);
    }

    @Test
    void whatBeginsAnewComesBeforeTheBase() throws Exception {
        byte[] content = random(2 * PAGE, 23);
        ManifestId base = upload("/base", content);
        byte[] longer = new byte[3 * PAGE];
        System.arraycopy(PAGE_OF_CHANGE, 0, longer, 0, PAGE);
        System.arraycopy(content, 0, longer, PAGE, 2 * PAGE);
        ManifestId expected = upload("/expected", longer);

        HttpResponse<byte[]> answer = shared(
                alice, base, longer, new ChunkRun(0, 0, List.of(entry(PAGE_OF_CHANGE))), new ChunkRun(0, 2, null));

        assertThat(json(answer).path("manifestId").asString()).isEqualTo(expected.hex());
    }

    @Test
    void aChunkThatTheSpaceLacksIsNamed() throws Exception {
        byte[] content = random(2 * PAGE, 24);
        ManifestId base = upload("/base", content);
        byte[] unknown = random(PAGE, 25);
        System.arraycopy(unknown, 0, content, PAGE, PAGE);

        HttpResponse<byte[]> answer = shared(alice, base, content, new ChunkRun(0, 1, List.of(entry(unknown))));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).path("missing").toString()).isEqualTo("[\"%s\"]".formatted(ChunkId.ofBytes(unknown)));
    }

    /** Who knows only the beginnings of ids may mean another chunk than the base has. */
    @Test
    void whatComesToOtherChunksThanWereMeantIsRefused() throws Exception {
        byte[] content = random(2 * PAGE, 30);
        ManifestId base = upload("/base", content);
        content[0] ^= 1;

        assertRefused(shared(alice, base, content, new ChunkRun(0, 2, null)), 422, "invalid-manifest");
    }

    /** Of what others have nothing must be learnt, not even how it is cut. */
    @Test
    void whatOthersHaveIsNoBase() throws Exception {
        byte[] content = random(2 * PAGE, 26);
        ManifestId base = upload("/base", content);

        HttpResponse<byte[]> answer = shared(AccountId.random(), base, content, new ChunkRun(0, 2, null));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).path("missing").toString()).isEqualTo("[\"%s\"]".formatted(base));
    }

    @Test
    void aBaseHasNoMoreChunksThanItHas() throws Exception {
        byte[] content = random(2 * PAGE, 27);
        ManifestId base = upload("/base", content);

        assertRefused(shared(alice, base, content, new ChunkRun(0, 3, null)), 422, "invalid-manifest");
    }

    @Test
    void whatIsNoManifestIsNoBase() throws Exception {
        byte[] chunk = random(1000, 28);
        ChunkId id = ChunkId.ofBytes(chunk);
        send(as(alice, "/v1/chunks/%s?space=%s".formatted(id, SIDES.home(alice)))
                .PUT(BodyPublishers.ofByteArray(chunk)));

        assertRefused(shared(alice, ManifestId.of(id.hex()), chunk, new ChunkRun(0, 1, null)), 422, "invalid-manifest");
    }

    @Test
    void theBaseIsReadOnce() throws Exception {
        byte[] content = random(2 * PAGE, 29);
        ManifestId base = upload("/base", content);

        assertRefused(
                shared(alice, base, content, new ChunkRun(1, 1, null), new ChunkRun(0, 1, null)), 400, "invalid-value");
    }

    private void assertRefused(HttpResponse<byte[]> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(code(answer)).isEqualTo(code);
    }

    private static ManifestEntry entry(byte[] chunk) {
        return new ManifestEntry(ChunkId.ofBytes(chunk), chunk.length);
    }

    private static String idsSha256(byte[] content) {
        MessageDigest ids = Sha256.digest();
        for (int from = 0; from < content.length; from += PAGE) {
            ids.update(ChunkId.ofBytes(Arrays.copyOfRange(content, from, Math.min(from + PAGE, content.length)))
                    .digest());
        }
        return HexFormat.of().formatHex(ids.digest());
    }

    private HttpResponse<byte[]> shared(AccountId account, ManifestId base, byte[] content, ChunkRun... parts)
            throws IOException, InterruptedException {
        return send(post(
                account,
                "/v1/manifests",
                Map.of(
                        "spaceId",
                        SIDES.home(account),
                        "profile",
                        "aligned",
                        "shared",
                        Map.of("base", base, "parts", parts, "idsSha256", idsSha256(content)),
                        "sha256",
                        sha256(content))));
    }
}
