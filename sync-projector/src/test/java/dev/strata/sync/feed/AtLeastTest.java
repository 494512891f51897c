package dev.strata.sync.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.NodeId;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import dev.strata.sync.SyncServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtLeastTest {
    private final SyncServer server = SyncServer.shared();
    private final Home home = server.newHome();

    private Answer get(String path, String atLeast) {
        return SyncServer.send(server.request(home.account, path)
                .header("Strata-At-Least", atLeast)
                .build());
    }

    @Test
    void theFeedHasWhatTheReaderHasWritten() {
        for (int i = 0; i < 20; i++) {
            NodeId file = home.file(home.root, "f" + i, 1);
            assertThat(get("/v1/changes", file + "@1").body().toString()).contains(file.toString());
        }
    }

    @Test
    void aDeviceIsThereAsSoonAsItIsRegistered() {
        DeviceId device = home.register("laptop");
        assertThat(get("/v1/devices/" + device, device + "@1").status()).isEqualTo(200);
    }

    @Test
    void whatNeverComesIsNotWaitedForLong() {
        Answer answer = get("/v1/changes", NodeId.random() + "@1");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("not-yet-visible");
        assertThat(answer.raw().headers().firstValue("Retry-After")).hasValue("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "@1", "01900000-0000-7000-8000-00000000000a", "01900000-0000-7000-8000-00000000000a@0"})
    void nonsenseIsRefused(String header) {
        Answer answer = get("/v1/changes", header);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("invalid-at-least");
    }
}
